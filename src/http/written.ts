// What is done by the API and the pages is written into the audit, in the transaction of the act.
import { record } from '../db/audit.ts'
import type { Tx } from '../db/client.ts'
import type { House } from './house.ts'
import type { Asker } from './identify.ts'

/** Writes down that the asker did this; `detail` holds ids and codes only. */
export function written(
  house: House,
  tx: Tx,
  { workspaceId, memberId, by }: Asker,
  act: string,
  detail: Record<string, string> = {},
): Promise<void> {
  return record(tx, [{ workspaceId, memberId, act, detail: { by, ...detail }, createdAt: house.app.ctx.clock.now() }])
}
