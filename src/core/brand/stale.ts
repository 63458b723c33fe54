// Facts that have ended: asked about once, where the workspace was heard of last.
import { withSystem } from '../../db/client.ts'
import { takeEndedFact } from '../../db/memory.ts'
import type { Context } from '../context.ts'

/** Asks about every fact that ended and was not asked about; safe to repeat, in this process and in others. */
export async function askEndedFacts(ctx: Pick<Context, 'db' | 'tell'>, now: Date): Promise<void> {
  for (;;) {
    const wasOne = await withSystem(ctx.db, async (tx) => {
      const found = await takeEndedFact(tx, now)
      if (found === undefined) return false
      const { item, zone, ...to } = found
      await ctx.tell(tx, to, { kind: 'factEnded', item, zone })
      return true
    })
    if (!wasOne) return
  }
}
