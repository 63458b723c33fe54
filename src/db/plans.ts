// How much a workspace has of what its plan limits. In the transaction of one workspace.
import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { accounts } from './schema/accounts.ts'
import { media } from './schema/media.ts'
import { members } from './schema/members.ts'
import { posts } from './schema/posts.ts'
import { workspaces } from './schema/workspaces.ts'

/** The name of the workspace's plan. */
export async function planOf(tx: Tx): Promise<string> {
  const [found] = await tx.select({ plan: workspaces.plan }).from(workspaces)
  return found?.plan ?? 'own'
}

/** How many members there are. */
export function countMembers(tx: Tx): Promise<number> {
  return tx.$count(members, isNull(members.removedAt))
}

/** How many accounts are connected, Practice aside. */
export function countAccounts(tx: Tx): Promise<number> {
  return tx.$count(accounts, and(isNull(accounts.removedAt), ne(accounts.platform, 'practice')))
}

/** How many posts were begun since. */
export function countPosts(tx: Tx, since: Date): Promise<number> {
  return tx.$count(posts, gt(posts.createdAt, since))
}

/** The bytes of all media. */
export async function sumMedia(tx: Tx): Promise<number> {
  const [sum] = await tx.select({ bytes: sql<string>`coalesce(sum(${media.bytes}), 0)` }).from(media)
  return Number(sum?.bytes ?? 0)
}

/** Puts a workspace on a plan. System role. */
export async function setPlan(tx: Tx, workspaceId: string, plan: string): Promise<void> {
  await tx.update(workspaces).set({ plan }).where(eq(workspaces.id, workspaceId))
}
