// Whose yes a post needs, and the yeses it has. In the transaction of one workspace.
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { accounts } from './schema/accounts.ts'
import { approvalPolicies, type Step } from './schema/approval-policies.ts'
import { members } from './schema/members.ts'
import { signoffs } from './schema/signoffs.ts'

export type PolicyRow = typeof approvalPolicies.$inferSelect

/** Every policy of the workspace: its own first, then those of accounts. */
export function listPolicies(tx: Tx): Promise<PolicyRow[]> {
  return tx.select().from(approvalPolicies).orderBy(sql`account_id nulls first`)
}

/** Sets the policy of the workspace (account null) or of one account, in the place of what was there. */
export async function putPolicy(
  tx: Tx,
  given: { workspaceId: string; accountId: string | null; steps: Step[]; isAuthorEnough: boolean; now: Date },
): Promise<void> {
  const { accountId, now, ...policy } = given
  await dropPolicy(tx, accountId)
  await tx.insert(approvalPolicies).values({ ...policy, accountId, createdAt: now })
}

/** Takes a policy away: an account follows the workspace again, the workspace asks for one yes of anybody who may give it. */
export async function dropPolicy(tx: Tx, accountId: string | null): Promise<void> {
  await tx
    .delete(approvalPolicies)
    .where(accountId === null ? isNull(approvalPolicies.accountId) : eq(approvalPolicies.accountId, accountId))
}

/** Takes the policies of all accounts away: the policy of the workspace is that of each of them. */
export async function dropAccountPolicies(tx: Tx): Promise<void> {
  await tx.delete(approvalPolicies).where(sql`account_id is not null`)
}

/** Changes the steps of a policy. */
export async function changeSteps(tx: Tx, id: string, steps: Step[]): Promise<void> {
  await tx.update(approvalPolicies).set({ steps }).where(eq(approvalPolicies.id, id))
}

/** The accounts of some networks that are connected now, with their names. */
export function accountsNamed(tx: Tx): Promise<{ id: string; platform: string; name: string }[]> {
  return tx
    .select({ id: accounts.id, platform: accounts.platform, name: accounts.name })
    .from(accounts)
    .where(isNull(accounts.removedAt))
    .orderBy(accounts.platform, accounts.name)
}

/** A yes with what its member is now. */
export type Signed = { memberId: string; role: (typeof members.$inferSelect)['role']; isClient: boolean; at: Date }

/** The yeses that a version has, in order. */
export function signedBy(tx: Tx, of: { postId: string; version: number; versionHash: string }): Promise<Signed[]> {
  return tx
    .select({ memberId: members.id, role: members.role, isClient: members.isClient, at: signoffs.createdAt })
    .from(signoffs)
    .innerJoin(members, eq(members.id, signoffs.memberId))
    .where(
      and(
        eq(signoffs.postId, of.postId),
        eq(signoffs.version, of.version),
        eq(signoffs.versionHash, of.versionHash),
        // What an approval was made of is used up: after a withdrawal or a failure everybody is asked anew.
        sql`not exists (select 1 from approvals a where a.post_id = ${signoffs.postId} and a.version = ${signoffs.version}
          and a.created_at >= ${signoffs.createdAt})`,
      ),
    )
    .orderBy(asc(signoffs.createdAt), asc(signoffs.id))
}

/** The members who are there now, longest first. */
export function presentMembers(tx: Tx) {
  return tx.select().from(members).where(isNull(members.removedAt)).orderBy(asc(members.createdAt), asc(members.id))
}
