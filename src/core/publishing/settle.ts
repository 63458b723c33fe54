// After a lost answer: look, and decide from proof. Published, or absent and tried again; else the person is asked.
import { withSystem } from '../../db/client.ts'
import { load, lookAgain, type Recorded, record, type Sendable, takeOver } from '../../db/ledger.ts'
import type { Context } from '../context.ts'
import { PlatformError } from '../errors.ts'
import type { Settlement } from '../platform.ts'
import { stepOf } from './publisher.ts'

const lookSeconds = 60
/** After so many looks that could not be made, or asked for another, the person is asked. */
const mostLooks = 8

/** Settles the publications of these keys whose claim has lapsed. Returns the ends that were written. */
export async function settle(ctx: Context, keys: string[]): Promise<Recorded[]> {
  const items = await withSystem(ctx.db, (tx) => load(tx, keys, 'sending'))
  const ends = await Promise.all(items.map((item) => settleOne(ctx, item)))
  return ends.filter((end) => end !== null)
}

async function settleOne(ctx: Context, item: Sendable): Promise<Recorded | null> {
  const sender = `${ctx.process}/settle`
  const mine = await withSystem(ctx.db, (tx) => takeOver(tx, { id: item.id, sender, seconds: lookSeconds }))
  if (!mine) return null
  const found = await look(ctx, item)
  const putOff = (seconds: number) => withSystem(ctx.db, (tx) => lookAgain(tx, { id: item.id, sender, seconds }))
  if (found.kind === 'later' && item.settles + 1 < mostLooks) {
    await putOff(found.seconds)
    return null
  }
  const end = endOf(ctx, item, found)
  try {
    const written = await withSystem(ctx.db, (tx) => record(tx, sender, [end]))
    return written.length > 0 ? end : null
  } catch (error) {
    // Nobody need wait for the rest of this look: the next one finds the same.
    await putOff(0).catch(() => undefined)
    throw error
  }
}

async function look(ctx: Context, item: Sendable): Promise<Settlement> {
  const platform = ctx.platforms.get(item.platform)
  if (platform?.settle === undefined || item.attempt === null) return { kind: 'unclear' }
  try {
    const step = stepOf(ctx, item, AbortSignal.timeout((lookSeconds - 5) * 1000))
    const more = { startedAt: item.attempt.startedAt, looks: item.settles + 1 }
    return await platform.settle({ ...step, frozen: item.frozen, progress: item.progress, ...more })
  } catch (error) {
    ctx.log.warn({ publication: item.id, err: error }, 'could not look whether a post is out')
    const canTryAgain = error instanceof PlatformError && (error.kind === 'unavailable' || error.kind === 'limited')
    return canTryAgain ? { kind: 'later', seconds: 15 } : { kind: 'unclear' }
  }
}

function endOf(ctx: Context, item: Sendable, found: Settlement): Recorded {
  const at = ctx.clock.now()
  const base = { id: item.id, attemptId: item.attempt?.id ?? '', at }
  if (found.kind === 'published') {
    const { remoteId, url, say } = found
    return { ...base, end: 'published', status: 'published', remoteId, url, ...(say && { say }) }
  }
  if (found.kind === 'onward') return { ...base, end: 'wait', status: 'scheduled', progress: found.progress }
  if (found.kind === 'absent') return { ...base, end: 'absent', status: 'scheduled' }
  return { ...base, end: 'unknown', status: 'unconfirmed', kind: 'unknown', say: 'I got no answer' }
}
