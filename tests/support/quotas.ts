// Quotas in memory, for adapters that are driven without a database.
import type { Quotas } from '../../src/core/quotas.ts'

/** Makes them; `kept` shows what was learnt. */
export function createMemoryQuotas(
  now: () => Date = () => new Date(),
): Quotas & { kept: Map<string, { remaining: number; resetsAt: Date }> } {
  const kept = new Map<string, { remaining: number; resetsAt: Date }>()
  const current = (name: string) => {
    const one = kept.get(name)
    return one !== undefined && one.resetsAt > now() ? one : undefined
  }
  return {
    kept,
    look: async (name) => ((current(name)?.remaining ?? 1) <= 0 ? current(name)?.resetsAt : undefined),
    async take(name, usual) {
      const one = current(name) ?? usual
      if (one === undefined) return undefined
      if (one.remaining <= 0) return one.resetsAt
      kept.set(name, { ...one, remaining: one.remaining - 1 })
      return undefined
    },
    async learn(name, left) {
      kept.set(name, left)
    },
  }
}
