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

/** A card behind the chat's id of the reply that shows it, in a room; `asked` are the members whose yes it waits for. */
export type RoomCard = {
  postId: string
  workspaceId: string
  authorId: string
  conversationId: string
  asked: string[]
  isShared: boolean
}

/** The card behind a reply as a conversation sees it; `isShared`: it was shown to somebody else of the group. */
export async function cardSeen(
  tx: Tx,
  given: { conversationId: string; externalId: string },
): Promise<RoomCard | undefined> {
  return cardIn(tx, given.externalId, sql`me.id = ${given.conversationId} and ${sameRoom('me', 'c')}`)
}

/** The same for somebody who has no conversation with us, by the address of a group. */
export async function cardSeenAt(
  tx: Tx,
  given: { chat: string; address: string; externalId: string },
): Promise<RoomCard | undefined> {
  const room = given.address.split('/')[0] ?? ''
  const there = sql`me.id = c.id and c.chat = ${given.chat} and c.address like '%/%' and split_part(c.address, '/', 1) = ${room}`
  return cardIn(tx, given.externalId, there)
}

async function cardIn(tx: Tx, externalId: string, where: SQL): Promise<RoomCard | undefined> {
  const [found] = await rows<{
    id: string
    workspace_id: string
    author_id: string
    conversation_id: string
    asked: string[] | null
    shared: boolean
  }>(
    tx,
    sql`select p.id, p.workspace_id, p.author_id, p.conversation_id, c.id <> me.id as shared,
        (select array_agg(a.member_id) from approval_requests q join approval_asks a on a.request_id = q.id
          where q.post_id = p.id and q.ended_at is null) asked
      from conversations me, replies r join conversations c on c.id = r.conversation_id
      join posts p on p.id = (r.body->'card'->>'postId')::uuid and p.discarded_at is null
      where r.external_id = ${externalId} and ${where} limit 1`,
  )
  if (found === undefined) return undefined
  const {
    id: postId,
    workspace_id: workspaceId,
    author_id: authorId,
    conversation_id: conversationId,
    asked,
    shared: isShared,
  } = found
  return { postId, workspaceId, authorId, conversationId, asked: asked ?? [], isShared }
}
