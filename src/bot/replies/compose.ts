// Outcomes become replies: the text, the card, and the likely next steps as choices.
import { isMemoryOutcome } from '../../core/brand/memory.ts'
import { unreachable } from '../../core/errors.ts'
import type { NotHeard, Outcome, PostView } from '../../core/outcome.ts'
import { isPictureOutcome } from '../../core/pictures/wish.ts'
import { approved } from '../../core/posts/view.ts'
import { resolve } from '../../core/time/wall.ts'
import { zoneName } from '../../core/time/zones.ts'
import type { Language } from '../../db/words.ts'
import { asking } from './asking.ts'
import { cardChoices, cardOf, crowdedText, freeChoice, plannedChoices } from './card.ts'
import { sayData } from './data.ts'
import { momentsIn, wordsIn } from './index.ts'
import { lines, linewise } from './join.ts'
import { sayMemory } from './memory.ts'
import { isOfNetworks, ofNetworks } from './network-compose.ts'
import { list, noted } from './noted.ts'
import { sayNotices } from './notices.ts'
import { sayPicture } from './pictures.ts'
import { free, lists, nameOf, networksOf, plain, waitsForAccess } from './pieces.ts'
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
  if (isPictureOutcome(outcome)) return sayPicture(outcome, words)
  if (isOfNetworks(outcome)) return ofNetworks(outcome, words, moments, voice.language)
  switch (outcome.kind) {
    case 'card':
      return noted(outcome, words, moments, card)
    case 'approved': {
      const when = moments.near(outcome.dueAt, outcome.post.zone)
      const text = words.approved({ ...outcome, when, networks: networksOf(approved(outcome.post), words) })
      const undo = { label: labels.undo, intent: { kind: 'undo' }, postId: outcome.post.id, version: null } as const
      const waits = waitsForAccess(approved(outcome.post), words)
      const choices = outcome.now ? [undo] : plannedChoices(outcome.post, labels)
      return { text: lines(text, waits.text), choices: [...choices, ...waits.choices] }
    }
    case 'moved': {
      const when = moments.near(outcome.dueAt, outcome.post.zone)
      const text = words.moved({ ...outcome, when, networks: networksOf(approved(outcome.post), words) })
      const waits = waitsForAccess(approved(outcome.post), words)
      return { text: lines(text, waits.text), choices: [...plannedChoices(outcome.post, labels), ...waits.choices] }
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
      return { text: words.whatChanged(linewise(outcome.lines)), choices: [free(labels.undo, { kind: 'undo' })] }
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
    case 'notRead':
      return plain(words.notRead[outcome.why])
    case 'notHeard': {
      const again = free(labels.tryAgain, { kind: 'tryAgain', messageId: String(outcome.messageId) })
      return {
        text: words.notHeard(outcome.why, outcome.trouble),
        choices: canTryAgain.has(outcome.why) ? [again] : [],
      }
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

function sayWall(wall: { date: string; time: string; zone: string }, moments: Moments): string {
  const resolved = resolve(wall)
  return moments.near(resolved.kind === 'overlap' ? resolved.earlier : resolved.at, wall.zone)
}
