// Ending the access that networks gave, once a workspace's time is over. What a network does not take back stays its owner's to end.
import { withSystem } from '../../db/client.ts'
import { accessOf } from '../../db/erasures.ts'
import type { Context } from '../context.ts'
import type { PlatformId } from '../platform.ts'
import { openAccount } from '../publishing/publisher.ts'

const timeoutMs = 15_000

/** Has each network end the access of a workspace, and answers where that was not done. No connection is held meanwhile. */
export async function revokeAll(
  ctx: Pick<Context, 'db' | 'sealer' | 'platforms' | 'log'>,
  workspaceId: string,
): Promise<{ platform: PlatformId; account: string }[]> {
  const accounts = await withSystem(ctx.db, (tx) => accessOf(tx, workspaceId))
  const ended = await Promise.all(
    accounts.map(async (row) => {
      try {
        const revoke = ctx.platforms.get(row.platform)?.revoke
        const open = openAccount(ctx, workspaceId, { ...row, lost: false })
        return (await revoke?.(open, AbortSignal.timeout(timeoutMs))) === true
      } catch (error) {
        ctx.log.warn({ account: row.id, platform: row.platform, err: error }, 'an access was not ended at its network')
        return false
      }
    }),
  )
  return accounts.filter((_, i) => ended[i] !== true).map(({ platform, name: account }) => ({ platform, account }))
}
