// Outcomes become replies: the text, the card, and the likely next steps as choices.
import { isMemoryOutcome } from '../../core/brand/memory.ts'
import { unreachable } from '../../core/errors.ts'
import type { NotHeard, Outcome, PostView } from '../../core/outcome.ts'
import { isPlatformId, type PlatformId, platformNames } from '../../core/platform.ts'
import { approved } from '../../core/posts/view.ts'
import { resolve } from '../../core/time/wall.ts'
import { zoneName } from '../../core/time/zones.ts'
import type { Language } from '../../db/words.ts'
import { asking } from './asking.ts'
import { cardChoices, cardOf, crowdedText, freeChoice, plannedChoices } from './card.ts'
import { sayData } from './data.ts'
import { momentsIn, wordsIn } from './index.ts'
import { lines } from './join.ts'
import { sayMemory } from './memory.ts'
import { sayNotices } from './notices.ts'
import { sayReason } from './reasons.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import { isOfTeam, ofTeam, reviewChoices } from './team-compose.ts'
import { sayWeek } from './week.ts'
import type { Moments, Words } from './words.ts'

/** What composing needs beside the outcome. */
export type Voice = {
  language: Language
  now: Date
  /** The workspace it is about, where whoever reads it has several: said on every card and beside every moment. */
  place?: string
}

/** The reply to an outcome: what it says, and always something to press. */
export function compose(outcome: Outcome, voice: Voice): Spoken {
  const words = wordsIn(voice.language)
  const spoken = inWords(outcome, voice, words)
  const isOpen = outcome.kind === 'dialog' || outcome.kind === 'listening'
  return {
    ...placed(spoken, voice.place, 'post' in outcome || 'posts' in outcome),
    ...(settles.has(outcome.kind) && 'post' in outcome && outcome.post !== null && { closes: outcome.post.id }),
    choices: spoken.choices.length > 0 || isOpen ? spoken.choices : lists(words),
  }
}

/** Names the workspace on what is about a post of it. */
function placed(spoken: Spoken, place: string | undefined, isAboutPost: boolean): Spoken {
  if (place === undefined || !isAboutPost) return spoken
  const { card } = spoken
  if (card === undefined) return { ...spoken, text: `${place}: ${spoken.text}` }
  return { ...spoken, card: { ...card, head: `${place} · ${card.head}` } }
}

/** After these the last card of the post has nothing left to press. */
const settles: ReadonlySet<Outcome['kind']> = new Set([
  'approved',
  'moved',
  'cancelled',
  'discarded',
  'alreadyApproved',
  'requestEnded',
  'requestExpired',
])

const canTryAgain: ReadonlySet<NotHeard> = new Set(['noKey', 'down', 'budget'])

function inWords(outcome: Outcome, voice: Voice, words: Words): Spoken {
  const moments = momentsIn(voice.language, voice.now)
  const { labels } = words
  const card = (post: PostView, text: string): Spoken => ({
    text: [text, crowdedText(post, words, moments)].filter((line) => line !== '').join('\n'),
    card: cardOf(post, words, moments, voice.language),
    choices: [...(reviewChoices(post, words) ?? cardChoices(post, labels)), ...freeChoice(post, moments)],
  })
  if (isOfTeam(outcome)) return ofTeam(outcome, words, moments, card)
  if (isMemoryOutcome(outcome)) return sayMemory(outcome, voice.language)
  switch (outcome.kind) {
    case 'card':
      return noted(outcome, words, moments, card)
    case 'approved': {
      const when = moments.near(outcome.dueAt, outcome.post.zone)
      const text = words.approved({ ...outcome, when, networks: networksOf(approved(outcome.post), words) })
      const undo = { label: labels.undo, intent: { kind: 'undo' }, postId: outcome.post.id, version: null } as const
      return { text, choices: outcome.now ? [undo] : plannedChoices(outcome.post, labels) }
    }
    case 'moved': {
      const when = moments.near(outcome.dueAt, outcome.post.zone)
      const text = words.moved({ held: outcome.held, when, networks: networksOf(approved(outcome.post), words) })
      return { text, choices: plannedChoices(outcome.post, labels) }
    }
    case 'cancelled':
      return plain(words.cancelled)
    case 'discarded':
      return { text: words.discarded, choices: [free(labels.undo, { kind: 'undo' })] }
    case 'alreadyApproved': {
      const when = outcome.post.dueAt === null ? null : moments.near(outcome.post.dueAt, outcome.post.zone)
      return { text: words.alreadyApproved(when), choices: plannedChoices(outcome.post, labels) }
    }
    case 'tooLate':
      return plain(words.tooLate(outcome.post.status))
    case 'ask':
    case 'askWhen':
    case 'askWords':
    case 'confirmRemove':
    case 'late':
    case 'unclear':
    case 'whichList':
      return asking(outcome, words, moments, card)
    case 'whatChanged': {
      const changed = outcome.lines.map((one) => ({
        network: platformNames[one.platform],
        gone: one.lines.filter((line) => line.kind === 'gone').map((line) => line.text),
        fresh: one.lines.filter((line) => line.kind === 'new').map((line) => line.text),
      }))
      return { text: words.whatChanged(changed), choices: [free(labels.undo, { kind: 'undo' })] }
    }
    case 'list':
      return list(outcome, words, moments)
    case 'held':
      return { text: words.held(outcome.waiting), choices: [free(labels.resume, { kind: 'resume' })] }
    case 'alreadyHeld':
      return { text: words.alreadyHeld, choices: [free(labels.resume, { kind: 'resume' })] }
    case 'resumed':
      return plain(words.resumed(outcome.waiting, outcome.late))
    case 'notHeld':
      return { text: words.notHeld, choices: [free(labels.hold, { kind: 'hold' })] }
    case 'slots': {
      const next = outcome.next === null ? null : sayWall(outcome.next, moments)
      return plain(words.slots({ list: outcome.slots, zone: zoneName(outcome.zone, voice.language), next }))
    }
    case 'gapSet':
      return plain(words.gapSet({ networks: words.list(outcome.platforms.map(nameOf)), minutes: outcome.seconds / 60 }))
    case 'undone':
      return plain(words.undone(outcome.act))
    case 'nothingToUndo':
      return plain(words.nothingToUndo)
    case 'stopped':
      return plain(words.stopped(outcome.wasRunning))
    case 'brandSaved':
      return plain(words.brandSaved(moments.at(outcome.now, outcome.zone)))
    case 'brand':
      return plain(words.brand(outcome, zoneName(outcome.zone, voice.language)))
    case 'cost':
      return plain(words.money.cost(outcome))
    case 'budgetSet':
      return plain(words.money.budgetSet(outcome))
    case 'budgetUnclear':
      return plain(words.money.budgetUnclear)
    case 'modelKeys':
      return plain(words.money.modelKeys)
    case 'budgetLow':
      return plain(words.money.budgetLow(outcome))
    case 'help':
      return { text: words.help(outcome.hasModel), choices: lists(words) }
    case 'nothingOpen':
      return { text: words.nothingOpen, choices: lists(words) }
    case 'noAccount':
      return { text: words.noAccount, choices: [free(labels.connect, { kind: 'connect' })] }
    case 'notConnected':
      return {
        text: words.notConnected(words.list(outcome.platforms.map(nameOf))),
        choices: connectChoices(outcome.platforms, labels.connect),
      }
    case 'connectAt':
      return plain(words.networks.connectAt({ ...outcome, network: nameOf(outcome.platform) }))
    case 'noOption':
      return plain(words.networks.noOption(words.list(outcome.platforms.map(nameOf))))
    case 'connectWhich':
      return { text: words.networks.connectWhich, choices: connectChoices(outcome.platforms) }
    case 'cannotConnect': {
      const networks = words.list(outcome.platforms.map(nameOf))
      return {
        text: words.networks.cannotConnect({ network: nameOf(outcome.platform), networks }),
        choices: connectChoices(outcome.platforms, labels.connect),
      }
    }
    case 'notFound':
      return { text: words.notFound(outcome.number), choices: lists(words) }
    case 'refused':
      return plain(words.refused[outcome.why])
    case 'noSuchChoice':
      return plain(words.noSuchChoice(outcome.count))
    case 'tooLong':
      return plain(words.tooLong(outcome.length, outcome.limit))
    case 'badMedia':
      return plain(outcome.say)
    case 'setAside':
      return {
        text: words.setAside,
        choices: [free(labels.tryAgain, { kind: 'tryAgain', messageId: String(outcome.messageId) })],
      }
    case 'listening':
      return plain(words.listening(Math.ceil(outcome.seconds / 60)))
    case 'notHeard': {
      const again = free(labels.tryAgain, { kind: 'tryAgain', messageId: String(outcome.messageId) })
      return {
        text: words.notHeard(outcome.why, outcome.trouble),
        choices: canTryAgain.has(outcome.why) ? [again] : [],
      }
    }
    case 'removed':
      return plain(words.removed(nameOf(outcome.platform)))
    case 'notRemoved':
      return plain(words.notRemoved(nameOf(outcome.platform), sayReason(outcome.say, voice.language)))
    case 'ended':
      return ended(outcome, words, voice.language)
    case 'delayed': {
      const when = outcome.post.dueAt === null ? null : moments.at(outcome.post.dueAt, outcome.post.zone)
      return {
        text: words.delayed({ network: nameOf(outcome.platform), say: sayReason(outcome.say, voice.language), when }),
        choices: [
          ...(outcome.isLost ? connectChoices([outcome.platform], labels.reconnect) : []),
          ...plannedChoices(outcome.post, labels),
        ],
      }
    }
    case 'connected':
      return plain(words.connected({ network: nameOf(outcome.platform), account: outcome.account }))
    case 'accountLost':
      return {
        text: words.accountLost({ network: nameOf(outcome.platform), waiting: outcome.waiting }),
        choices: connectChoices([outcome.platform], labels.reconnect),
      }
    case 'exportBegun':
    case 'exported':
    case 'exportFailed':
    case 'erasing':
    case 'kept':
    case 'erasureAsked':
    case 'erasureDropped':
    case 'workspaceEnds':
      return sayData(outcome, { language: voice.language, moments })
    case 'notices':
      return sayNotices(outcome, voice.language)
    case 'week':
      return sayWeek(outcome, { language: voice.language, moments })
    case 'accessEnds':
      return {
        text: words.networks.accessEnds({
          ...{ network: nameOf(outcome.platform), account: outcome.account },
          when: moments.at(outcome.endsAt, outcome.zone),
        }),
        choices: connectChoices([outcome.platform], labels.reconnect),
      }
    case 'changing':
      return plain(words.networks.changing(words.list(outcome.platforms.map(nameOf))))
    case 'corrected':
      return plain(words.networks.corrected({ network: nameOf(outcome.platform), url: outcome.url }))
    case 'notCorrected': {
      const change = { label: labels.change, intent: { kind: 'askChange' } } as const
      const text = words.networks.notCorrected({
        network: nameOf(outcome.platform),
        say: sayReason(outcome.say, voice.language),
      })
      return { text, choices: [{ ...change, postId: outcome.post.id, version: null }] }
    }
    case 'cannotEdit': {
      const { fixed, post } = outcome
      const networks = words.list(fixed.map((one) => nameOf(one.platform)))
      const removable = fixed.filter((one) => one.canRemove)
      const choices = removable.map(({ publicationId, platform, text }): SpokenChoice => {
        const label = fixed.length === 1 ? labels.repost : `${labels.repost}: ${nameOf(platform)}`
        return { label, intent: { kind: 'repost', publicationId, text }, postId: post.id, version: null }
      })
      return { text: words.networks.cannotEdit({ networks, canRemove: removable.length > 0 }), choices }
    }
    case 'settled':
      return plain(
        words.settled({ network: nameOf(outcome.ended.platform), isOut: outcome.ended.status === 'published' }),
      )
    case 'dialog': {
      const say = words.dialog[outcome.key]
      const labelled = outcome.choices.map((key): SpokenChoice => {
        const label = key in labels ? labels[key as keyof typeof labels] : key
        const intent: SpokenChoice['intent'] =
          key === 'skip' || key === 'skipAll' || key === 'back' || key === 'connect'
            ? { kind: key }
            : { kind: 'answer', words: label }
        return free(label, intent)
      })
      return { text: say === undefined ? outcome.key : say(outcome.data), choices: labelled }
    }
    default:
      return unreachable(outcome)
  }
}

function noted(
  outcome: Extract<Outcome, { kind: 'card' }>,
  words: Words,
  moments: Moments,
  card: (post: PostView, text: string) => Spoken,
): Spoken {
  const { post, note } = outcome
  const { labels } = words
  const when = post.dueAt === null ? null : moments.near(post.dueAt, post.zone)
  // The note and its sentence have the same name; the compiler cannot follow that through the table.
  const sentence = words.notes[note.what] as (
    n: typeof note,
    more: { network: (id: string) => string; when: string | null },
  ) => string
  const said = sentence(note, { network: nameOf, when })
  const changed = post.variants.filter((one) => one.change === 'proposed')
  const isOut = changed.length > 0 && words.networks.proposed(networksOf(changed, words))
  const spoken = card(post, lines(said, isOut))
  const more: SpokenChoice[] = []
  if (note.what === 'drafted' && note.taken.length > 0) more.push(onCard(post, labels.putBack, { kind: 'putBack' }))
  if (note.what === 'drafted' && note.heard !== undefined)
    more.push(onCard(post, labels.heardWrong, { kind: 'askHeard' }))
  if (note.what === 'drafted' && !note.wordsOnly && !note.modelDown)
    more.push(
      onCard(post, labels.likeMe, { kind: 'rate', isGood: true }),
      onCard(post, labels.notLikeMe, { kind: 'rate', isGood: false }),
    )
  const isWordsChange = note.what === 'changed' || note.what === 'shorter' || note.what === 'fitted'
  if (isWordsChange) more.push(onCard(post, labels.whatChanged, { kind: 'whatChanged' }))
  if (
    isWordsChange ||
    note.what === 'time' ||
    note.what === 'networks' ||
    note.what === 'picture' ||
    note.what === 'options'
  )
    more.push(onCard(post, labels.undo, { kind: 'undo' }))
  if (note.what === 'drafted' || note.what === 'networks') more.push(...connectChoices(note.missing, labels.connect))
  if (note.what === 'never') more.push(onCard(post, labels.allowOnce, { kind: 'approve', allowing: note.terms }))
  if (note.what === 'picture') more.push(onCard(post, labels.dropPicture, { kind: 'dropPicture' }))
  return { ...spoken, choices: [...spoken.choices, ...more] }
}

function list(outcome: Extract<Outcome, { kind: 'list' }>, words: Words, moments: Moments): Spoken {
  const { head, empty } = words.lists[outcome.what]
  if (outcome.posts.length === 0) return plain(empty)
  const rows = outcome.posts.map((post) =>
    words.line({
      number: post.number,
      text: excerpt(post),
      networks: networksOf(post.variants, words),
      when: post.dueAt === null ? null : moments.near(post.dueAt, post.zone),
      status: post.status,
    }),
  )
  const choices = outcome.posts.map((post) =>
    free(`${words.labels.post} ${post.number}`, { kind: 'openPost', postId: post.id }),
  )
  return { text: [head(outcome.posts.length), ...rows].join('\n'), choices }
}

function ended(outcome: Extract<Outcome, { kind: 'ended' }>, words: Words, language: Language): Spoken {
  const { labels } = words
  const of = (status: string) => outcome.ended.filter((one) => one.status === status)
  const named = (one: (typeof outcome.ended)[number]) => ({
    ...one,
    network: nameOf(one.platform),
    say: sayReason(one.say ?? '', language),
  })
  const forbidden = of('failed').filter((one) => one.never.length > 0)
  const missing = of('published').filter(({ say }) => say !== null)
  const told = words.ended({
    never: forbidden.map((one) => ({ network: nameOf(one.platform), terms: words.list(one.never) })),
    out: of('published').map(named),
    failed: of('failed')
      .filter((one) => one.never.length === 0)
      .map(named),
    unclear: of('unconfirmed').map(named),
  })
  const text = lines(told, ...missing.map((one) => `${nameOf(one.platform)}: ${sayReason(one.say ?? '', language)}.`))
  const bound = { postId: outcome.post.id, version: null }
  const choices: SpokenChoice[] = [
    ...of('unconfirmed').flatMap((one): SpokenChoice[] => [
      { label: labels.itIsThere, intent: { kind: 'itIsThere', publicationId: one.publicationId }, ...bound },
      { label: labels.sendAgain, intent: { kind: 'sendAgain', publicationId: one.publicationId }, ...bound },
      { label: labels.leaveIt, intent: { kind: 'leaveIt', publicationId: one.publicationId }, ...bound },
    ]),
    ...allowOnce(outcome.post, forbidden, labels),
    ...(of('failed').length > 0 || outcome.ended.some((one) => one.canEdit)
      ? [{ label: labels.change, intent: { kind: 'askChange' }, ...bound } as const]
      : []),
    ...(outcome.ended.some((one) => one.canRemove)
      ? [{ label: labels.delete, intent: { kind: 'delete' }, ...bound } as const]
      : []),
  ]
  return { text, choices }
}

/** What was held back for its words can be let through once, as the version that it was. */
function allowOnce(post: PostView, forbidden: { never: string[] }[], labels: Words['labels']): SpokenChoice[] {
  const allowing = [...new Set(forbidden.flatMap((one) => one.never))]
  return allowing.length === 0 ? [] : [onCard(post, labels.allowOnce, { kind: 'approve', allowing })]
}

function onCard(post: PostView, label: string, intent: SpokenChoice['intent']): SpokenChoice {
  return { label, intent, postId: post.id, version: post.version }
}

function free(label: string, intent: SpokenChoice['intent']): SpokenChoice {
  return { label, intent, postId: null, version: null }
}

/** A choice for each network: its name alone, or after a verb. */
function connectChoices(platforms: PlatformId[], verb?: string): SpokenChoice[] {
  return platforms.map((platform) => {
    const name = platformNames[platform]
    return free(verb === undefined ? name : `${verb} ${name}`, { kind: 'connect', platform })
  })
}

function lists(words: Words): SpokenChoice[] {
  return [
    free(words.labels.drafts, { kind: 'list', what: 'drafts' }),
    free(words.labels.planned, { kind: 'list', what: 'planned' }),
  ]
}

function plain(text: string): Spoken {
  return { text, choices: [] }
}

function nameOf(id: string): string {
  return isPlatformId(id) ? platformNames[id] : id
}

function networksOf(variants: { platform: PlatformId }[], words: Words): string {
  return words.list([...new Set(variants.map((one) => nameOf(one.platform)))])
}

function excerpt(post: PostView): string {
  const text = post.variants[0]?.text.replaceAll(/\s+/g, ' ') ?? ''
  return text.length > 70 ? `${text.slice(0, 69)}…` : text
}

function sayWall(wall: { date: string; time: string; zone: string }, moments: Moments): string {
  const resolved = resolve(wall)
  return moments.near(resolved.kind === 'overlap' ? resolved.earlier : resolved.at, wall.zone)
}
