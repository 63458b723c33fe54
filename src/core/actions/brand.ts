// The brand as it is known, and what was said of it.
import { changeBrand, getBrand } from '../../db/brands.ts'
import { voiceOf } from '../../db/memory.ts'
import type { Intent } from '../intent.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'

/** Changes what was said of the brand: zone, language, name, voice, audience. */
export function brand(turn: Turn, intent: Extract<Intent, { kind: 'brand' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const { kind: _, ...change } = intent
    const saved = await changeBrand(tx, turn.workspaceId, { ...change, updatedAt: turn.now })
    return [{ kind: 'brandSaved', zone: saved.zone, now: turn.now }]
  }
}

/** What is known of the brand. */
export function showBrand(turn: Turn): Commit {
  return async (tx) => {
    const { name, website, voice, audience, colour, zone, language } = await getBrand(tx)
    const { rules } = await voiceOf(tx, turn.now)
    return [{ kind: 'brand', name, website, voice, audience, colour, zone, language, rules }]
  }
}
