// The clock of publishing: a tick every few seconds finds what waits in rows and puts it to work. It is also the sweeper.
import { Cron } from 'croner'
import { withSystem } from '../../db/client.ts'
import { lapsed, toPrepare } from '../../db/ledger.ts'
import { askEndedFacts } from '../brand/stale.ts'
import type { Context } from '../context.ts'
import { noticeLost } from '../notices/lost.ts'
import { tendRequests } from '../team/expiry.ts'
import type { Corrector } from './correct.ts'
import type { Firer } from './fire.ts'
import { leadMs, prepare } from './prepare.ts'
import { settle } from './settle.ts'
import { tellEnded, tellLate } from './told.ts'

/** Publishing as one thing: what the jobs do, what the clock calls, and how it stops. */
export type Publishing = ReturnType<typeof createPublishing>

export function createPublishing(ctx: Context, firer: Firer, corrector: Corrector) {
  let cron: Cron | undefined
  let ticking: Promise<void> | undefined
  const preparing = new Set<string>()

  /** Finds what is due by now. Every step is safe to repeat, in this process and in others. */
  async function tick(): Promise<void> {
    const now = ctx.clock.now()
    await withSystem(ctx.db, async (tx) => {
      const until = new Date(now.getTime() + leadMs)
      await ctx.enqueue(tx, 'prepare', keys(await toPrepare(tx, { now, until, limit: 2_000 })))
      await ctx.enqueue(tx, 'settle', keys(await lapsed(tx)))
    })
    await tellLate(ctx, now)
    await tellEnded(ctx, now)
    await askEndedFacts(ctx, now)
    await tendRequests(ctx, now)
    await noticeLost(ctx)
    await firer.fire()
    // Not waited for: a slow network must not hold up the next tick.
    void corrector.run().catch((error) => ctx.log.error({ err: error }, 'changes wait for the next tick'))
  }

  return {
    tick,
    jobs: {
      async prepare(keys: string[]): Promise<void> {
        // A slow upload is asked for again at each tick; one at a time is enough.
        const fresh = keys.filter((key) => !preparing.has(key))
        for (const key of fresh) preparing.add(key)
        await prepare(ctx, fresh).finally(() => fresh.forEach((key) => void preparing.delete(key)))
        await firer.fire()
      },
      async settle(keys: string[]): Promise<void> {
        const ends = await settle(ctx, keys)
        if (ends.length === 0) return
        await tellEnded(ctx, ctx.clock.now())
        if (ends.some((end) => end.status === 'scheduled')) await tick()
      },
    },
    /** Ticks by the wall clock from now on: every two seconds, and claims are renewed with it. */
    start(): void {
      cron = new Cron('*/2 * * * * *', { protect: true, unref: true }, () => {
        ticking = Promise.all([firer.keepClaims(), tick()])
          .then(() => undefined)
          .catch((error) => ctx.log.error({ err: error }, 'a tick failed; the next one finds the same work'))
        return ticking
      })
    },
    /** No new claims at once; what is under way is awaited. */
    async stop(): Promise<void> {
      cron?.stop()
      const renewing = setInterval(() => void firer.keepClaims().catch(() => undefined), 2_000)
      await Promise.all([firer.stop(), corrector.stop()])
      clearInterval(renewing)
      await ticking
    },
  }
}

function keys(ids: string[]): { key: string }[] {
  return ids.map((key) => ({ key }))
}
