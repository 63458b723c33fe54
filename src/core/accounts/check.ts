// Accesses looked at before they are needed: when a post is approved, a day before it and an hour before it. What is lost
// pauses the account and is told at once; what will end is told ten days ahead.
import {
  conversationsAbout,
  conversationsOfOwners,
  loseAccount,
  markLossTold,
  takeEnding,
  takeToCheck,
  waitingFor,
} from '../../db/checks.ts'
import { withSystem } from '../../db/client.ts'
import { addSettings } from '../../db/credentials.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import { PlatformError } from '../errors.ts'
import type { PlatformId } from '../platform.ts'
import { openAccount } from '../publishing/publisher.ts'

const timeoutMs = 30_000
const aheadMs = 10 * 86_400_000

type Checking = Pick<Context, 'db' | 'sealer' | 'clock' | 'log' | 'platforms' | 'tell'>
type Account = { id: string; workspaceId: string; platform: PlatformId; name: string }

/** Looks at every access that matters now, one after the other; safe in several processes at once. */
export async function checkAccess(ctx: Checking, signal: AbortSignal): Promise<void> {
  const platforms = [...ctx.platforms.values()].filter(({ tend }) => tend !== undefined).map(({ id }) => id)
  while (!signal.aborted) {
    const now = ctx.clock.now()
    const account = await withSystem(ctx.db, (tx) => takeToCheck(tx, { platforms, now }))
    if (account === undefined) return
    await lookAt(ctx, account)
  }
}

/** Has the network say whether an access still lets in, and keeps what it says of itself. Never throws for what a network does. */
export async function lookAt(
  ctx: Checking,
  given: Account & { remoteId: string; credentials: string | null },
): Promise<void> {
  const row = { ...given, lost: false }
  try {
    const open = openAccount(ctx, row.workspaceId, row)
    // Not cut off when we stop: a new access that was given but not stored would be lost.
    const said = await ctx.platforms.get(row.platform)?.tend?.(open, AbortSignal.timeout(timeoutMs))
    if (said !== undefined) await withSystem(ctx.db, (tx) => addSettings(tx, row.id, said))
  } catch (error) {
    ctx.log.warn({ account: row.id, err: error }, 'an account could not be looked after; later again')
    if (error instanceof PlatformError && error.kind === 'auth') await lose(ctx, row, error.say)
  }
}

/** Pauses an account and tells it, once. */
async function lose(ctx: Checking, account: Account, reason: string): Promise<void> {
  await withSystem(ctx.db, async (tx) => {
    if (!(await loseAccount(tx, { accountId: account.id, at: ctx.clock.now(), reason }))) return
    const { platform, name, workspaceId } = account
    const zone = (await brandsOf(tx, [workspaceId])).get(workspaceId)?.zone ?? 'UTC'
    const lost = { platform, account: name, say: reason, zone, ...(await waitingFor(tx, account.id)) }
    await markLossTold(tx, account.id, ctx.clock.now())
    for (const conversationId of await conversationsAbout(tx, account))
      await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'accountLost', ...lost })
  })
}

/** Tells once, ten days ahead, of every access that ends and cannot be renewed from here. */
export async function announceEnds(ctx: Checking): Promise<void> {
  await withSystem(ctx.db, async (tx) => {
    const ending = await takeEnding(tx, { until: new Date(ctx.clock.now().getTime() + aheadMs) })
    const brands = await brandsOf(
      tx,
      ending.map(({ workspaceId }) => workspaceId),
    )
    for (const { workspaceId, platform, name, endsAt } of ending) {
      const zone = brands.get(workspaceId)?.zone ?? 'UTC'
      for (const conversationId of await conversationsOfOwners(tx, workspaceId))
        await ctx.tell(
          tx,
          { conversationId, workspaceId },
          { kind: 'accessEnds', platform, account: name, endsAt, zone },
        )
    }
  })
}
