// How long an account rests between two posts, said as a whole message.
import type { Intent } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import type { Words } from './language.ts'
import { platformsAt } from './platforms.ts'

const dayMinutes = 24 * 60

/** Reads "leave 30 minutes between posts on Mastodon"; undefined when it is anything else, or more than a day. */
export function readGap(said: string, words: Words): Intent | undefined {
  const { text } = fold(said)
  const none = words.gap.none.exec(text)
  const set = none ?? words.gap.set.exec(text)
  if (set === null) return undefined
  const { amount = '', hours, networks } = set.groups ?? {}
  const run = networks === undefined ? undefined : platformsAt(networks, 0, words, [], true)
  if (networks !== undefined && run?.end !== networks.length) return undefined
  const count = words.gap.half.test(amount) ? 0.5 : /^\d+$/u.test(amount) ? Number(amount) : 1
  const minutes = none === null ? count * (hours === undefined ? 1 : 60) : 0
  if (minutes > dayMinutes) return undefined
  return { kind: 'gap', platforms: run?.platforms ?? [], seconds: Math.round(minutes * 60) }
}
