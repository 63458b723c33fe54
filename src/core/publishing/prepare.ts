// Makes publications ready before their moment: pre-flight, uploads, and the exact request frozen in the row. Never waits.

import { loseAccount } from '../../db/checks.ts'
import { withSystem } from '../../db/client.ts'
import { arm, load, putOff, type Sendable } from '../../db/ledger.ts'
import { brokenBy } from '../brand/terms.ts'
import type { Context } from '../context.ts'
import { PlatformError } from '../errors.ts'
import type { Json } from '../platform.ts'
import { backOff, mostAttempts } from './back-off.ts'
import { stepOf } from './publisher.ts'

/** How long before its moment a publication is made ready. */
export const leadMs = 90_000

const timeoutMs = 90_000

/** Makes the scheduled publications of these keys ready; what is no longer scheduled is left alone. */
export async function prepare(ctx: Context, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const items = await withSystem(ctx.db, (tx) => load(tx, keys, 'scheduled'))
  const open = items.filter((item) => !item.account.lost)
  const isSlow = ({ content }: Sendable) => (content.films ?? []).length > 0
  // Nobody waits for somebody else's film.
  const groups = [open.filter((item) => !isSlow(item)), ...open.filter(isSlow).map((item) => [item])]
  await Promise.all(groups.map((group) => prepareGroup(ctx, group)))
}

async function prepareGroup(ctx: Context, items: Sendable[]): Promise<void> {
  const ready = await Promise.all(items.map((item) => prepareOne(ctx, item)))
  const armed = ready.filter((one) => one !== null)
  if (armed.length > 0) await withSystem(ctx.db, (tx) => arm(tx, armed))
}

async function prepareOne(ctx: Context, item: Sendable): Promise<{ id: string; frozen: Json } | null> {
  // A ratchet that has begun keeps what was frozen: its parts already out refer to it.
  if (item.frozen !== null) return { id: item.id, frozen: item.frozen }
  const never = brokenBy(item.content, item.never)
  if (never.length > 0) {
    const refused = { retryAt: null, giveUp: true, kind: 'forbidden', say: never.join(', ') } as const
    await withSystem(ctx.db, (tx) => putOff(tx, { id: item.id, at: ctx.clock.now(), ...refused }))
    return null
  }
  const platform = ctx.platforms.get(item.platform)
  try {
    if (platform === undefined) throw new PlatformError('operator', 'switchedOff')
    return { id: item.id, frozen: await platform.prepare(stepOf(ctx, item, AbortSignal.timeout(timeoutMs))) }
  } catch (error) {
    await failed(ctx, item, error)
    return null
  }
}

async function failed(ctx: Context, item: Sendable, error: unknown): Promise<void> {
  const fault = error instanceof PlatformError ? error : new PlatformError('unavailable', 'ourFault', { cause: error })
  ctx.log.warn({ publication: item.id, kind: fault.kind, err: error }, 'a publication could not be made ready')
  const now = ctx.clock.now()
  const isLost = fault.kind === 'auth'
  const giveUp = fault.kind === 'rejected' || (fault.kind === 'unavailable' && item.attempts + 1 >= mostAttempts)
  const retryAt = giveUp ? null : (fault.retryAt ?? new Date(now.getTime() + backOff(item.attempts + 1)))
  await withSystem(ctx.db, async (tx) => {
    if (isLost) await loseAccount(tx, { accountId: item.account.id, at: now, reason: fault.say })
    await putOff(tx, { id: item.id, at: now, retryAt, giveUp, kind: fault.kind, say: fault.say })
  })
}
