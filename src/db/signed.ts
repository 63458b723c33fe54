// What members signed: the yeses behind what is planned, and behind one post. In the transaction of one workspace.
import { asc, eq, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { signoffs } from './schema/signoffs.ts'

/** Posts that are planned on the yes of a member. */
export async function scheduledBy(tx: Tx, memberId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select distinct p.post_id id from publications p
      join grants g on g.publication_id = p.id and g.voided_at is null and g.variant_hash = p.variant_hash
      join approvals a on a.id = g.approval_id
      join signoffs s on s.post_id = a.post_id and s.version = a.version and s.version_hash = a.version_hash
      where p.status in ('scheduled', 'armed') and s.member_id = ${memberId}`,
  )
  return found.map(({ id }) => id)
}

/** Every yes that a post was given, oldest first. */
export function yesesOf(tx: Tx, postId: string): Promise<(typeof signoffs.$inferSelect)[]> {
  return tx.select().from(signoffs).where(eq(signoffs.postId, postId)).orderBy(asc(signoffs.createdAt))
}

/** The chats of conversations. System role. */
export async function chatsOf(tx: Tx, conversationIds: string[]): Promise<Map<string, string>> {
  if (conversationIds.length === 0) return new Map()
  const found = await rows<{ id: string; chat: string }>(
    tx,
    sql`select id, chat from conversations where id in ${conversationIds}`,
  )
  return new Map(found.map(({ id, chat }) => [id, chat]))
}
