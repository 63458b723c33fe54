// Connecting and removing accounts, for the API and the page alike.
import { type PlatformId, platformNames } from '../core/platform.ts'
import { type AccountRow, connectAccount, connectedAccounts, removeAccount } from '../db/accounts.ts'
import { withWorkspace } from '../db/client.ts'
import type { House } from './house.ts'
import { type Asker, demand, mayConnect } from './identify.ts'
import { notFound, ProblemError } from './problem.ts'

/** Networks that ask for nothing: a press connects them. */
const pressable: readonly PlatformId[] = ['practice']

/** Where the published posts of a network can be read on this installation. */
export const pagesOf: Partial<Record<PlatformId, string>> = { practice: '/practice' }

/** What can be connected here now. */
export function connectable(house: House): PlatformId[] {
  return pressable.filter((platform) => house.app.ctx.platforms.has(platform))
}

/** The connected accounts of the asker's workspace. */
export function accountsOf(house: House, asker: Asker): Promise<AccountRow[]> {
  return withWorkspace(house.app.ctx.db, asker.workspaceId, connectedAccounts)
}

/** Connects an account; throws a problem for those who may not and for what this installation does not have. */
export async function connect(
  house: House,
  asker: Asker,
  platform: PlatformId,
): Promise<{ account: AccountRow; isNew: boolean }> {
  demand(asker, mayConnect(asker))
  const there = connectable(house)
  if (!there.includes(platform)) {
    const names = there.map((one) => platformNames[one]).join(', ')
    throw new ProblemError(
      422,
      `${platformNames[platform]} is not available in this installation yet. What is: ${names}.`,
    )
  }
  const given = { workspaceId: asker.workspaceId, platform, remoteId: platform, name: platformNames[platform] }
  return withWorkspace(house.app.ctx.db, asker.workspaceId, (tx) => connectAccount(tx, given))
}

/** Removes an account; throws a problem where something is still planned on it. */
export async function disconnect(house: House, asker: Asker, id: string): Promise<void> {
  demand(asker, mayConnect(asker))
  const { db, clock } = house.app.ctx
  const removed = await withWorkspace(db, asker.workspaceId, (tx) => removeAccount(tx, id, clock.now()))
  if (removed === undefined) throw notFound('account')
  const { planned } = removed
  if (planned > 0) {
    const what = planned === 1 ? '1 post is' : `${planned} posts are`
    throw new ProblemError(
      409,
      `${what} still planned here. Say "planned" in the chat, cancel what is listed, then try again.`,
    )
  }
}
