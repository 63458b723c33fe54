// Accounts that were lost are made known, once for each loss, wherever it was found out.
import { takeLost, waitingFor } from '../../db/checks.ts'
import { withSystem } from '../../db/client.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'

const chunk = 50

/** Makes every loss known that is not yet. */
export async function noticeLost(ctx: Context): Promise<void> {
  await withSystem(ctx.db, async (tx) => {
    for (const { id, workspaceId, platform, name, lostAt, reason: say } of await takeLost(tx, chunk)) {
      const zone = (await brandsOf(tx, [workspaceId])).get(workspaceId)?.zone ?? 'UTC'
      const lost = { platform, account: name, say, zone, ...(await waitingFor(tx, id)) }
      const key = `lost:${id}:${lostAt.toISOString()}`
      await ctx.notify(tx, workspaceId, { kind: 'accountLost', key, ...lost })
    }
  })
}
