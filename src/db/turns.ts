// What a turn reads before it begins: who talks, where, about what. Across tables, system role.
import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { choices } from './schema/choices.ts'
import { conversations } from './schema/conversations.ts'
import type { Wished } from './schema/posts.ts'
import { replies } from './schema/replies.ts'
import type { Language, PlatformId, PublicationStatus, Role } from './words.ts'

/** The conversation with everything that understanding and acting need. */
export type TurnState = {
  conversation: typeof conversations.$inferSelect
  workspaceId: string
  member: { id: string; personId: string; role: Role }
  brand: {
    name: string
    voice: string | null
    audience: string | null
    zone: string
    language: Language
    platforms: PlatformId[] | null
    isSetUp: boolean
  }
  connected: PlatformId[]
  /** How many choices the last list has that was an answer. */
  choices: number
  focus:
    | {
        platforms: PlatformId[]
        statuses: PublicationStatus[]
        textLength: number
        planned: Wished | null
        /** It is out with other words than its newest. */
        isChanged: boolean
      }
    | undefined
}

type Row = {
  member_id: string
  role: Role
  name: string
  voice: string | null
  audience: string | null
  zone: string
  language: Language
  platforms: PlatformId[] | null
  set_up: boolean
  connected: PlatformId[] | null
  choices: number | null
  focus: {
    platforms: PlatformId[]
    statuses: PublicationStatus[]
    length: number
    planned: Wished | null
    isChanged: boolean
  } | null
}

/** Reads the state of a turn; undefined where the person has no seat in the conversation's workspace. */
export async function readTurn(tx: Tx, conversationId: string): Promise<TurnState | undefined> {
  const [conversation] = await tx.select().from(conversations).where(eq(conversations.id, conversationId))
  if (conversation === undefined) return undefined
  const [row] = await rows<Row & { workspace_id: string }>(
    tx,
    sql`select m.workspace_id, m.id member_id, m.role, b.name, b.voice, b.audience, b.zone, b.language, b.platforms,
        b.set_up_at is not null set_up,
        (select array_agg(distinct a.platform) from accounts a where a.workspace_id = m.workspace_id and a.removed_at is null) connected,
        (select jsonb_array_length(r.body->'choices') from replies r where r.conversation_id = ${conversationId} and r.unasked = 0
          and jsonb_array_length(r.body->'choices') > 0 order by r.number desc limit 1) choices,
        (select jsonb_build_object('platforms', jsonb_agg(v.platform), 'statuses', jsonb_agg(p.status), 'length', max(length(v.content->>'text')),
          'planned', max(po.wished::text)::jsonb,
          'isChanged', bool_or(p.status = 'published' and p.removed_at is null and p.variant_hash <> v.hash))
          from posts po join variants v on v.post_id = po.id and v.version = po.version
          join publications p on p.post_id = po.id and p.account_id = v.account_id
          where po.id = ${conversation.focusPostId} and po.workspace_id = m.workspace_id and po.discarded_at is null) focus
      from members m join brands b on b.workspace_id = m.workspace_id
      where m.person_id = ${conversation.personId}
        and (${conversation.workspaceId}::uuid is null or m.workspace_id = ${conversation.workspaceId}::uuid)
      order by m.created_at limit 1`,
  )
  if (row === undefined) return undefined
  const { name, voice, audience, zone, language, platforms } = row
  const focus = row.focus?.platforms ? { ...row.focus, textLength: row.focus.length } : undefined
  return {
    conversation,
    workspaceId: row.workspace_id,
    member: { id: row.member_id, personId: conversation.personId, role: row.role },
    brand: { name, voice, audience, zone, language, platforms, isSetUp: row.set_up },
    connected: row.connected ?? [],
    choices: row.choices ?? 0,
    focus,
  }
}

export type ChoiceRow = typeof choices.$inferSelect

/** A choice by its id, or undefined. */
export async function getChoice(tx: Tx, id: string): Promise<ChoiceRow | undefined> {
  const [found] = await tx.select().from(choices).where(eq(choices.id, id))
  return found
}

/** Uses a choice up; false where it was used before. */
export async function useChoice(tx: Tx, id: string, memberId: string, at: Date): Promise<boolean> {
  const used = await tx
    .update(choices)
    .set({ usedAt: at, usedBy: memberId })
    .where(and(eq(choices.id, id), sql`${choices.usedAt} is null`))
    .returning({ id: choices.id })
  return used.length > 0
}

/** The list that a number or a yes answers: the last one said before `sentAt`; `isMixed` when something unasked with choices came after it. */
export async function listAnswered(
  tx: Tx,
  conversationId: string,
  sentAt: Date,
): Promise<{ choices: ChoiceRow[]; isMixed: boolean }> {
  const said = await tx
    .select({ id: replies.id, unasked: replies.unasked })
    .from(replies)
    .where(
      and(
        eq(replies.conversationId, conversationId),
        lte(replies.createdAt, sentAt),
        gt(sql`jsonb_array_length(${replies.body}->'choices')`, 0),
      ),
    )
    .orderBy(desc(replies.number))
    .limit(20)
  const asked = said.findIndex((one) => one.unasked === 0)
  const list = said[asked === -1 ? 0 : asked]
  if (list === undefined) return { choices: [], isMixed: false }
  const found = await tx.select().from(choices).where(eq(choices.replyId, list.id)).orderBy(asc(choices.position))
  return { choices: found, isMixed: asked > 0 }
}

/** The id of the newest reply of a conversation that shows a post's card, within the last fifty. */
export async function lastCardOf(tx: Tx, conversationId: string, postId: string): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(
    tx,
    sql`select r.id from replies r join conversations c on c.id = r.conversation_id
      where r.conversation_id = ${conversationId} and r.number > c.counter - 50 and r.body->'card'->>'postId' = ${postId}
      order by r.number desc limit 1`,
  )
  return found?.id
}

/** Writes the choices of a reply, in order. */
export async function writeChoices(tx: Tx, list: (typeof choices.$inferInsert)[]): Promise<void> {
  if (list.length > 0) await tx.insert(choices).values(list)
}
