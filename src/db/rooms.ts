// Conversations that stand in one group of a chat: each person has their own, and they see each other's. System role only.
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'

/** True in SQL where two conversations, given by their aliases, are the same or stand in one group. */
export function sameRoom(one: string, other: string): SQL {
  const [a, b] = [sql.raw(one), sql.raw(other)]
  return sql`(${a}.id = ${b}.id or (${a}.chat = ${b}.chat and ${a}.chat <> 'web' and ${a}.address like '%/%' and ${b}.address like '%/%'
    and split_part(${a}.address, '/', 1) = split_part(${b}.address, '/', 1)))`
}

/** True where a conversation is the one of a choice, or stands in the same group. */
export async function isInRoom(tx: Tx, conversationId: string, other: string): Promise<boolean> {
  if (conversationId === other) return true
  const found = await rows<{ id: string }>(
    tx,
    sql`select a.id from conversations a, conversations b where a.id = ${conversationId} and b.id = ${other} and ${sameRoom('a', 'b')}`,
  )
  return found.length > 0
}

/** A card that waits for a yes, behind the chat's id of the reply that shows it, in a room. */
export type AskedCard = { postId: string; workspaceId: string; asked: string[] }

/** The card behind a reply as a conversation sees it, where its post waits for a yes; `asked` are the members whose yes it is. */
export async function askedCard(
  tx: Tx,
  given: { conversationId: string; externalId: string },
): Promise<AskedCard | undefined> {
  return cardIn(tx, given.externalId, sql`me.id = ${given.conversationId} and ${sameRoom('me', 'c')}`)
}

/** The same for somebody who has no conversation with us, by the address of a group. */
export async function askedCardAt(
  tx: Tx,
  given: { chat: string; address: string; externalId: string },
): Promise<AskedCard | undefined> {
  const room = given.address.split('/')[0] ?? ''
  const there = sql`me.id = c.id and c.chat = ${given.chat} and c.address like '%/%' and split_part(c.address, '/', 1) = ${room}`
  return cardIn(tx, given.externalId, there)
}

async function cardIn(tx: Tx, externalId: string, where: SQL): Promise<AskedCard | undefined> {
  const [found] = await rows<{ post_id: string; workspace_id: string; asked: string[] | null }>(
    tx,
    sql`select q.post_id, q.workspace_id, (select array_agg(a.member_id) from approval_asks a where a.request_id = q.id) asked
      from conversations me, replies r join conversations c on c.id = r.conversation_id
      join approval_requests q on q.post_id::text = r.body->'card'->>'postId' and q.ended_at is null
      where r.external_id = ${externalId} and ${where} limit 1`,
  )
  return found && { postId: found.post_id, workspaceId: found.workspace_id, asked: found.asked ?? [] }
}
