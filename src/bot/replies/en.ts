// What Leopost says in English.

import type { Trouble } from '../../core/outcome.ts'
import type { PostStatus } from '../../core/publishing/status.ts'
import { dialogEn } from './dialog-en.ts'
import { byKind, differences, each, excerpted, join, lines } from './join.ts'
import { labelsEn, lineMarksEn } from './labels-en.ts'
import { money } from './money-en.ts'
import { networksEn } from './networks-en.ts'
import { picturesEn } from './pictures-en.ts'
import { named } from './providers.ts'
import { teamEn } from './team-en.ts'
import type { Words } from './words.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const noModel = "Without a model key I can't write."
const why = (trouble: Trouble | undefined) => money.trouble(named(trouble))

export const en: Words = {
  labels: labelsEn,
  list,
  head: (post) =>
    `${post.brand === '' ? 'Post' : post.brand} · ${statuses[post.status]} ${post.number}.${post.version}`,
  noTime: 'no time set',
  problem: networksEn.problem,
  notes: {
    drafted: (note, more) =>
      lines(
        note.heard !== undefined && `I heard: “${excerpted(note.heard)}”`,
        note.seen !== undefined && `I see: “${excerpted(note.seen)}” Tell me what matters about it.`,
        note.from !== undefined && `From a message of ${note.from ?? 'somebody else'}:`,
        note.document !== undefined && `From ${note.document.name ? `“${note.document.name}”` : 'the document'}:`,
        note.document?.isBeginning === true &&
          'These are its first words; without a model I cannot sum it up. Say what it should say instead, or approve them.',
        note.page === null && 'The page of that link did not answer, so this is made of your words alone.',
        note.page?.isEmpty === true &&
          'The page of that link has no words that I can read: this is made of yours alone.',
        note.page?.isEmpty === false &&
          (note.page.title === '' ? 'Read the page of that link.' : `Read the page “${note.page.title}”.`),
        note.modelDown && `${why(note.trouble)} ${money.ownWords}`,
        note.missing.length > 0 && `${missing(note.missing.map(more.network))} not connected yet and not on this card.`,
        note.taken.length > 0 && `Taken out of the text: ${note.taken.map((one) => `“${one.words}”`).join(', ')}.`,
        note.hintKey &&
          'These are your own words. With a model key I would write for each network; the README says how.',
      ),
    shorter: (note) => lines(`Shorter. Left out: ${note.dropped.map((one) => `“${one.trim()}”`).join(' ')}`),
    changed: (note, more) =>
      lines(
        each(note.counts.map((one) => `${more.network(one.platform)} ${one.before} -> ${one.after}.`)) || 'Changed.',
        note.lines !== undefined && differences([{ network: '', ...byKind(note.lines) }]),
      ),
    networks: (note, more) =>
      lines(
        'Networks changed.',
        note.missing.length > 0 && `${missing(note.missing.map(more.network))} not connected yet.`,
      ),
    time: (_note, more) => (more.when === null ? 'No time set.' : `For ${more.when}. Approve to schedule it.`),
    timeTaken: () => 'Another post is planned for that moment.',
    picture: (note) =>
      note.films > 0 ? 'Film added.' : note.count === 1 ? 'Picture added.' : `${note.count} pictures added.`,
    look: () => 'You have not seen it with its pictures yet. Here it is.',
    options: () => 'Chosen.',
    pictureGone: () => 'The picture is off.',
    shaped: (note) => (note.how === 'crop' ? 'Cropped.' : 'Whole now, with edges in your colour.'),
    altText: (note) => `The picture is described as: “${note.text}”`,
    putBack: () => 'Put back: the text is as you typed it, without a time.',
    undone: (note) => undone[note.act],
    fitted: (note, more) =>
      `Fitted to ${more.network(note.platform)}. Left out: ${note.dropped.map((one) => `“${one.trim()}”`).join(' ')}`,
    current: () => '',
    stale: () => 'This card is from before the post was changed. Here is the current one.',
    elsewhere: (note) => `From ${note.chat}:`,
    problems: () => 'It cannot go out like this yet:',
    never: (note) =>
      `It says ${list(note.terms.map((term) => `“${term}”`))}, which you never say. Change it, or allow it once.`,
    unchanged: (note) =>
      note.isOneSentence
        ? 'It is one sentence: there is none to leave out. Send the new text.'
        : 'Nothing to change there.',
    needsApproval: () => 'It needs an approval.',
  },
  undone: (act) => undone[act],
  approved: (o) =>
    lines(
      o.now
        ? `Approved. Goes out in ten seconds, ${o.when}, to ${o.networks}.`
        : `Approved. Goes out ${o.when} to ${o.networks}.`,
      o.held && 'Publishing is on hold: it waits until you say resume.',
    ),
  moved: (o) =>
    lines(
      o.now === true
        ? `Goes out in ten seconds, ${o.when}, to ${o.networks}.`
        : `Moved. Goes out ${o.when} to ${o.networks}.`,
      o.held && 'Publishing is on hold: it waits until you say resume.',
    ),
  cancelled: 'Cancelled. Nothing goes out.',
  discarded: 'Discarded.',
  ask: {
    change: (because, trouble) =>
      because === undefined
        ? 'What should change? Say it, or send the new text.'
        : `${because === 'noModel' ? noModel : why(trouble)} Send the new text, or say "shorter", "no emoji", "no hashtags".`,
    schedule: (slot) =>
      slot === null ? 'When should it go out?' : `When should it go out? The next free slot is ${slot}.`,
    picture: 'Send me the picture, or let me make one.',
    heard: 'Send what you said, as it should read.',
  },
  askWords: {
    noModel: () => `${noModel} Send me the words and I'll fit them to each network.`,
    modelDown: (trouble) => `${why(trouble)} Send me the words and I'll fit them to each network, or try again later.`,
  },
  askWhen: {
    past: (words) =>
      words === '' ? 'That moment has passed. When should it go out?' : `“${words}” has passed. When should it go out?`,
    impossible: (words) => `There is no “${words}”. Which moment do you mean?`,
    vague: (words) => `“${words}” can be many moments. Which one?`,
    either: (words) => `“${words}” can be read in two ways. Which one?`,
    gap: (words) => `“${words}” does not exist that night: the clocks go forward. This one instead?`,
    overlap: (words) => `“${words}” comes twice that night: the clocks go back. Which other time?`,
    noTime: (words) => `“${words}”, at what time?`,
    noDate: (words) => (words === '' ? 'You have no slots yet. When should it go out?' : `“${words}”, on which day?`),
    wishOrWords: (words) => `Is “${words}” the time of posting, or part of the text?`,
  },
  whatChanged: (changed) => (changed.length === 0 ? 'Nothing changed in the words.' : differences(changed)),
  lists: {
    planned: {
      head: (count) => `${count} planned:`,
      empty: 'Nothing is planned. Send me an idea and I make the post.',
    },
    drafts: {
      head: (count) => (count === 1 ? 'One draft:' : `${count} drafts:`),
      empty: 'No drafts. Send me an idea and I make the post.',
    },
    published: { head: () => 'Out:', empty: 'Nothing is out yet.' },
  },
  line: (post) =>
    `${post.number} · ${[post.when, post.networks].filter((part) => part !== null).join(' · ')}${lineMarksEn[post.status] ?? ''}\n  ${post.text}`,
  held: (waiting) =>
    `On hold. ${posts(waiting)} ${waiting === 1 ? 'waits' : 'wait'}; nothing goes out until you say resume.`,
  alreadyHeld: 'Publishing is on hold already. Say resume when it should go on.',
  resumed: (waiting, late) =>
    lines(
      `Resumed. ${posts(waiting)} ${waiting === 1 ? 'goes' : 'go'} out as planned.`,
      late > 0 &&
        `${posts(late)} ${late === 1 ? 'is' : 'are'} more than an hour late: I ask about ${late === 1 ? 'it' : 'each'}.`,
    ),
  notHeld: 'Nothing is on hold.',
  slots: (o) =>
    o.list.length === 0
      ? 'You have no slots. Say for example: Mondays and Thursdays at nine.'
      : lines(
          `Your slots: ${o.list.map((slot) => `${days[slot.weekday - 1]} ${slot.time}`).join(', ')} (${o.zone}).`,
          o.next !== null && `The next free one is ${o.next}.`,
        ),
  gapSet: (o) =>
    o.minutes === 0
      ? `No rest between posts on ${o.networks}.`
      : `At least ${o.minutes} minutes between posts on ${o.networks}.`,
  crowded: (o) =>
    `${o.network} has a post ${o.other} and rests ${o.minutes} minutes between posts. Free again: ${o.free}.`,
  nothingToUndo: 'There is nothing to undo.',
  stopped: (wasRunning) => (wasRunning ? 'Stopped.' : 'Nothing was running. To pause publishing, say hold.'),
  brandSaved: (clock) => `Saved. Your clock: ${clock}.`,
  brand: (o, zone) =>
    lines(
      `${o.name === '' ? 'No name yet' : o.name}${o.website === null ? '' : ` · ${o.website}`}`,
      `Voice: ${o.voice ?? 'not said'}`,
      `Readers: ${o.audience ?? 'not said'}`,
      `Clock: ${zone}. Posts in ${o.language === 'it' ? 'Italian' : 'English'}.`,
      o.colour !== null && `Colour: ${o.colour}`,
      o.rules.length > 0 && `Rules: ${o.rules.join(' · ')}`,
    ),
  money,
  help: (hasModel) =>
    lines(
      'Send me words, a photo or a link and I make the post. Then: approve, "shorter", "no emoji", "tomorrow at nine", "only on Mastodon".',
      'Also: drafts, planned, show 3, slots, hold, resume, undo, "post now".',
      'About you: "remember that ...", "never say ...", memory. For a post: "two other versions", "as I said it", preview, "quote card", "generate a picture of ...", "alt text: ...".',
      'With others and elsewhere: team, "invite Marta as approver", "review this week", "pair telegram", "pair whatsapp", "sign in".',
      !hasModel && 'Without a model key I use your own words.',
    ),
  nothingOpen: 'No post is open. Send me the words for one.',
  noAccount: 'No network is connected. Connect one first; your words are kept above.',
  notConnected: (networks) => `${networks} is not connected yet.`,
  notFound: (number) => (number === null ? 'I could not find that post.' : `There is no post ${number}.`),
  refused: {
    role: 'Your role does not allow that. Ask an approver or the owner.',
    scope: 'This way in may only draft. Approve in your own chat or on the web.',
    used: 'That was pressed before.',
    gone: 'That button is no longer there.',
    notYours: 'That button belongs to another conversation.',
  },
  alreadyApproved: (when) =>
    when === null ? 'It is approved already.' : `It is approved already and goes out ${when}.`,
  tooLate: (post) => late[post] ?? 'It is too late for that.',
  listening: (minutes) => `Listening to ${minutes} minutes. The draft comes when I am through.`,
  notHeard(reason, trouble) {
    switch (reason) {
      case 'noKey':
        return 'I cannot listen here yet: that needs a key for OpenAI or a server like it. Your recording is kept; try again when there is one, or write to me.'
      case 'down':
        return `${why(trouble)} Your recording is kept.`.trim()
      case 'budget':
        return `${why(trouble)} Your recording is kept.`.trim()
      case 'silence':
        return 'I heard no words in that recording. Say it again, or write it to me.'
      case 'tooLong':
        return 'That recording is longer than the 25 minutes I can listen to. It is kept; send it in pieces.'
    }
  },
  notRead: {
    locked: 'That document asks for a password. Send it without one, or the words themselves.',
    empty: 'There are no words in that document, only pictures. Send it as text, or its pages as photos.',
    broken: 'That document is damaged or incomplete. Send it again, or the words themselves.',
    tooMuch: 'That document takes more than I can spend on one. Send a shorter one, or the words themselves.',
  },
  notReached: (chat) => `This did not reach you on ${chat}:`,
  whichList: 'Several things are open. Which do you mean?',
  noSuchChoice: (count) =>
    count === 0 ? 'There is nothing to choose from just now.' : `Choose a number from 1 to ${count}.`,
  unclear: (hasPost) =>
    hasPost
      ? 'I did not get that. Is it a change to this post, or the words of a new one?'
      : 'Send me the words of a post, or say help.',
  tooLong: (length, limit) =>
    `That is ${length} characters; I take ${limit} at a time. Send it in pieces, or a shorter text.`,
  setAside: 'I could not answer that after three tries. Your message is kept.',
  removed: (network) => `Deleted from ${network}.`,
  notRemoved: (network, say) => `${network} did not delete it: ${say}.`,
  confirmRemove: (networks) => `Delete it from ${networks}? Readers will no longer see it.`,
  ended: (o) =>
    lines(
      o.out.length > 0 &&
        `Out on ${list(o.out.map((one) => one.network))}. ${o.out.flatMap((one) => one.url ?? []).join(' · ')}`.trim(),
      ...o.never.map(
        (one) => `Not sent to ${one.network}: it says “${one.terms}”, which you never say. The post is kept.`,
      ),
      ...o.failed.map((one) => `${one.network} did not take it: ${one.say}. The post is kept.`),
      ...o.unclear.map(
        (one) =>
          `I sent it to ${one.network} and got no answer, so I can't tell whether it is there. I won't send it twice by myself. Did it appear on ${one.account}?`,
      ),
    ),
  settled: (o) => (o.isOut ? `It is out on ${o.network}.` : `${o.network}: left as it is.`),
  networks: networksEn,
  pictures: picturesEn,
  team: teamEn,
  dialog: dialogEn,
}

const undone = {
  change: 'Undone: the text is as it was.',
  time: 'Undone: the time is as it was.',
  networks: 'Undone: the networks are as they were.',
  discard: 'Undone: the draft is back.',
  hold: 'Undone: publishing goes on.',
  publishNow: 'Stopped before it went out. It is a draft again.',
  draft: 'Undone: that draft is gone.',
  memory: 'Undone: I remember it as before.',
  picture: 'Undone: the pictures are as they were.',
}

const statuses: Record<PostStatus, string> = {
  draft: 'draft',
  awaiting_approval: 'waiting',
  scheduled: 'planned',
  sending: 'going out',
  published: 'out',
  partly: 'partly out',
  failed: 'not out',
  unconfirmed: 'no answer',
  cancelled: 'cancelled',
  discarded: 'discarded',
}

const late: Partial<Record<PostStatus, string>> = {
  published: 'It is out already.',
  partly: 'It is out already.',
  sending: 'It is on its way right now.',
  unconfirmed: "I sent it and got no answer, so I can't change it now.",
}

function missing(networks: string[]): string {
  return `${list(networks)} ${networks.length === 1 ? 'is' : 'are'}`
}

function posts(count: number): string {
  return count === 1 ? 'One post' : `${count === 0 ? 'No' : count} posts`
}

function list(items: string[]): string {
  return join(items, 'and')
}
