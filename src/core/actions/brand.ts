// The brand as it is known, and what is told about Leopost itself.
import { changeBrand, getBrand } from '../../db/brands.ts'
import { voiceOf } from '../../db/memory.ts'
import { costs } from '../../db/usage.ts'
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
    const { name, website, voice, audience, zone, language } = await getBrand(tx)
    const { rules } = await voiceOf(tx, turn.now)
    return [{ kind: 'brand', name, website, voice, audience, zone, language, rules }]
  }
}

/** What the models cost: this draft and this month. */
export function cost(turn: Turn): Commit {
  return async (tx) => {
    const monthStart = new Date(Date.UTC(turn.now.getUTCFullYear(), turn.now.getUTCMonth(), 1))
    const month = await costs(tx, monthStart)
    return [{ kind: 'cost', month: month.micros, calls: month.calls }]
  }
}
