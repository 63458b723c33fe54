// What the gate holds a text against, read from the workspace.
import type { Tx } from '../../db/client.ts'
import { neverTerms, recentTexts, voiceOf } from '../../db/memory.ts'
import { platformNames } from '../platform.ts'
import type { Turn } from '../turn.ts'
import type { Known } from './gate.ts'

const repeatsWithinMs = 90 * 24 * 3_600_000
const mostRecent = 200

/** What the workspace knows; the words of one post are added by whoever looks at one. */
export async function readKnown(
  tx: Tx,
  turn: Pick<Turn, 'now' | 'brand'>,
  except: string | null,
): Promise<Omit<Known, 'own'>> {
  const { rules, facts } = await voiceOf(tx, turn.now)
  const since = new Date(turn.now.getTime() - repeatsWithinMs)
  const { name, voice, audience } = turn.brand
  return {
    sources: [name, voice ?? '', audience ?? '', ...Object.values(platformNames), ...facts, ...rules],
    recent: await recentTexts(tx, { since, limit: mostRecent, except }),
    never: await neverTerms(tx),
  }
}
