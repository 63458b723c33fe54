// Questions: one at a time, with the likely answers as choices.
import { unreachable } from '../../core/errors.ts'
import type { Outcome, PostView } from '../../core/outcome.ts'
import { platformNames } from '../../core/platform.ts'
import { approved } from '../../core/posts/view.ts'
import { resolve, type Wall } from '../../core/time/wall.ts'
import { networksOf } from './pieces.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Moments, Words } from './words.ts'

type Question = Extract<
  Outcome,
  { kind: 'ask' | 'askWhen' | 'askWords' | 'confirmRemove' | 'late' | 'unclear' | 'whichList' }
>

/** The reply to an outcome that needs an answer. */
export function asking(
  outcome: Question,
  words: Words,
  moments: Moments,
  card: (post: PostView, text: string) => Spoken,
): Spoken {
  const { labels } = words
  switch (outcome.kind) {
    case 'ask': {
      const leave: SpokenChoice = {
        label: labels.neverMind,
        intent: { kind: 'openPost', postId: outcome.post.id },
        postId: outcome.post.id,
        version: null,
      }
      if (outcome.what === 'change')
        return { text: words.ask.change(outcome.because, outcome.trouble), choices: [leave] }
      if (outcome.what === 'heard') return { text: words.ask.heard, choices: [leave] }
      if (outcome.what === 'picture') {
        const onCard: SpokenChoice = { ...leave, label: labels.onCard, intent: { kind: 'wordsCard' } }
        return {
          text: words.ask.picture,
          choices: [onCard, { ...onCard, label: labels.makeOne, intent: { kind: 'drawPicture', wanted: null } }, leave],
        }
      }
      const slot = outcome.slot === null ? null : moments.near(instant(outcome.slot), outcome.slot.zone)
      const post = { postId: outcome.post.id, version: outcome.post.version }
      const next: SpokenChoice = {
        label: labels.nextSlot,
        intent: { kind: 'schedule', when: { kind: 'nextSlot' } },
        ...post,
      }
      return { text: words.ask.schedule(slot), choices: slot === null ? [leave] : [next, leave] }
    }
    case 'askWords':
      return { text: words.askWords[outcome.because](outcome.trouble), choices: [] }
    case 'askWhen': {
      const to = outcome.post === null ? null : { postId: outcome.post.id, version: null }
      const offers = outcome.offers.map((wall): SpokenChoice => {
        const at = instant(wall)
        const intent = { kind: 'schedule', when: { kind: 'at', wall, at: at.toISOString() } } as const
        return { label: moments.at(at, wall.zone), intent, postId: to?.postId ?? null, version: null }
      })
      const another: SpokenChoice = {
        label: labels.another,
        intent: { kind: 'askSchedule' },
        postId: to?.postId ?? null,
        version: null,
      }
      return { text: words.askWhen[outcome.why](outcome.words), choices: to === null ? [] : [...offers, another] }
    }
    case 'confirmRemove': {
      const networks = words.list(outcome.ended.map((one) => platformNames[one.platform]))
      const bound = { postId: outcome.post.id, version: null }
      const remove = outcome.ended.map((one): SpokenChoice => {
        const label = outcome.ended.length === 1 ? labels.delete : `${labels.delete}: ${platformNames[one.platform]}`
        return { label, intent: { kind: 'delete', publicationId: one.publicationId }, ...bound }
      })
      return {
        text: words.confirmRemove(networks),
        choices: [...remove, { label: labels.keep, intent: { kind: 'no' }, ...bound }],
      }
    }
    case 'late': {
      const bound = { postId: outcome.post.id, version: null }
      const { post, dueAt } = outcome
      const waits = { networks: networksOf(approved(post), words), when: moments.at(dueAt, post.zone) }
      const text = words.networks.late({ text: excerpt(post), ...waits })
      return {
        text,
        choices: [
          { label: labels.sendNow, intent: { kind: 'sendLate', postId: outcome.post.id }, ...bound },
          { label: labels.move, intent: { kind: 'askSchedule' }, ...bound },
          { label: labels.cancel, intent: { kind: 'cancel' }, ...bound },
        ],
      }
    }
    case 'unclear':
      return outcome.post === null
        ? { text: words.unclear(false), choices: [] }
        : { ...card(outcome.post, words.unclear(true)) }
    case 'whichList':
      return outcome.post === null ? { text: words.whichList, choices: [] } : card(outcome.post, words.whichList)
    default:
      return unreachable(outcome)
  }
}

function instant(wall: Wall): Date {
  const resolved = resolve(wall)
  return resolved.kind === 'overlap' ? resolved.earlier : resolved.at
}

function excerpt(post: PostView): string {
  const text = post.variants[0]?.text.replaceAll(/\s+/g, ' ') ?? ''
  return text.length > 70 ? `${text.slice(0, 69)}…` : text
}
