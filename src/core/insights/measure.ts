// Reading the numbers of published posts when their moment has come. What fails is read at the next moment; nothing waits for it.
import { withSystem } from '../../db/client.ts'
import { measureNext, type ToMeasure, takeToMeasure, writeSnapshot } from '../../db/snapshots.ts'
import type { Context } from '../context.ts'
import { PlatformError } from '../errors.ts'
import { openAccount } from '../publishing/publisher.ts'
import { nextReading } from './ages.ts'

const timeoutMs = 30_000
/** A reading that died is taken up again after this. */
const againMs = 10 * 60_000

type Measuring = Pick<Context, 'db' | 'sealer' | 'clock' | 'log' | 'platforms'>

/** Reads what is due, one after the other; safe in several processes at once. */
export async function measureDue(ctx: Measuring, signal: AbortSignal): Promise<void> {
  const platforms = [...ctx.platforms.values()].filter(({ measure }) => measure !== undefined).map(({ id }) => id)
  while (!signal.aborted) {
    const now = ctx.clock.now()
    const again = new Date(now.getTime() + againMs)
    const due = await withSystem(ctx.db, (tx) => takeToMeasure(tx, { platforms, now, again }))
    if (due === undefined) return
    await measureOne(ctx, due, now)
  }
}

async function measureOne(ctx: Measuring, due: ToMeasure, now: Date): Promise<void> {
  const { id, workspaceId, platform: name, remoteId, publishedAt, account } = due
  const platform = ctx.platforms.get(name)
  const costs = platform?.readCosts !== undefined
  const first = nextReading(publishedAt, new Date(publishedAt.getTime()), costs)
  // What costs is not read at the moment that every post begins with.
  if (first !== null && first > now) return withSystem(ctx.db, (tx) => measureNext(tx, id, first))
  const next = nextReading(publishedAt, now, costs)
  try {
    const open = openAccount(ctx, workspaceId, account)
    const read = await platform?.measure?.(open, remoteId, AbortSignal.timeout(timeoutMs))
    await withSystem(ctx.db, async (tx) => {
      if (read !== undefined) await writeSnapshot(tx, { workspaceId, publicationId: id, at: now, ...read })
      await measureNext(tx, id, next)
    })
  } catch (error) {
    ctx.log.warn({ publication: id, err: error }, 'the numbers of a post could not be read; later again')
    const isLimited = error instanceof PlatformError && error.retryAt !== undefined
    const later =
      isLimited && error.retryAt !== undefined && next !== null && error.retryAt > next ? error.retryAt : next
    await withSystem(ctx.db, (tx) => measureNext(tx, id, later))
  }
}
