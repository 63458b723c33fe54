// What a turn reads before it begins: who talks, where, about what. Across tables, system role.
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { sameRoom } from './rooms.ts'
import { rows } from './rows.ts'
import { brands } from './schema/brands.ts'
import { choices } from './schema/choices.ts'
import { conversations } from './schema/conversations.ts'
import { members } from './schema/members.ts'
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
  /** The workspace brought keys for models itself. */
  hasOwnModels: boolean
  /** In how many workspaces the person has a seat, and by which mark this one is told from the others. */
  places: { count: number; mark: number; name: string }
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

/**
 * Reads the state of a turn in one statement; undefined where the person has no seat in the conversation's workspace. A press
 * is about the workspace of its card, which the card names, as long as the person has a seat there.
 */
export async function readTurn(tx: Tx, conversationId: string, choiceId?: string): Promise<TurnState | undefined> {
  const { name, voice, audience, zone, language, platforms } = brands
  const [row] = await tx
    .select({
      conversation: conversations,
      workspaceId: members.workspaceId,
      member: { id: members.id, personId: members.personId, role: members.role },
      brand: { name, voice, audience, zone, language, platforms, isSetUp: sql<boolean>`${brands.setUpAt} is not null` },
      connected: sql<PlatformId[] | null>`(select array_agg(distinct a.platform) from accounts a
        where a.workspace_id = ${members.workspaceId} and a.removed_at is null)`,
      hasOwnModels: sql<boolean>`exists (select 1 from model_keys k where k.workspace_id = ${members.workspaceId})`,
      choices: sql<number | null>`(select jsonb_array_length(r.body->'choices') from replies r
        where r.conversation_id = ${conversations.id} and r.unasked = 0 and jsonb_array_length(r.body->'choices') > 0
        order by r.number desc limit 1)`,
      places: sql<TurnState['places']>`(select jsonb_build_object('count', count(*)::int, 'mark',
          max(w.mark) filter (where w.workspace_id = ${members.workspaceId}), 'name',
          max(coalesce(nullif(${brands.name}, ''), w.name)) filter (where w.workspace_id = ${members.workspaceId})) from members m join workspaces w on w.workspace_id = m.workspace_id
        where m.person_id = ${members.personId} and m.removed_at is null)`,
      focus: sql<TurnState['focus'] | null>`(select jsonb_build_object('platforms', jsonb_agg(v.platform),
          'statuses', jsonb_agg(p.status), 'textLength', max(length(v.content->>'text')), 'planned', max(po.wished::text)::jsonb,
          'isChanged', bool_or(p.status = 'published' and p.removed_at is null and p.variant_hash <> v.hash))
        from posts po join variants v on v.post_id = po.id and v.version = po.version
        join publications p on p.post_id = po.id and p.account_id = v.account_id
        where po.id = ${conversations.focusPostId} and po.workspace_id = ${members.workspaceId} and po.discarded_at is null)`,
    })
    .from(conversations)
    .innerJoin(members, eq(members.personId, conversations.personId))
    .innerJoin(brands, eq(brands.workspaceId, members.workspaceId))
    .where(
      and(
        eq(conversations.id, conversationId),
        isNull(members.removedAt),
        choiceId === undefined
          ? or(isNull(conversations.workspaceId), eq(members.workspaceId, conversations.workspaceId))
          : sql`${members.workspaceId} = coalesce((select ch.workspace_id from choices ch join conversations room on room.id = ch.conversation_id
              join conversations me on me.id = ${conversations.id} join members sits on sits.person_id = me.person_id
              and sits.workspace_id = ch.workspace_id and sits.removed_at is null
              where ch.id = ${choiceId} and ${sameRoom('me', 'room')}),
              ${conversations.workspaceId}, ${members.workspaceId})`,
      ),
    )
    .orderBy(members.createdAt)
    .limit(1)
  if (row === undefined) return undefined
  const { connected, choices, focus, ...rest } = row
  return {
    ...rest,
    connected: connected ?? [],
    choices: choices ?? 0,
    focus: focus?.platforms ? focus : undefined,
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

/** A reply with choices, newest first: what a number, a yes or a label may be the answer to. */
type Offered = { id: string; unasked: number }

/**
 * The list that a number or a yes answers: that of the reply it refers to, else the last one that was there before `sentAt`;
 * `isMixed` when something unasked with choices came after it.
 */
export async function listAnswered(
  tx: Tx,
  conversationId: string,
  { sentAt, replyTo }: { sentAt: Date; replyTo?: string | undefined },
): Promise<{ choices: ChoiceRow[]; isMixed: boolean }> {
  const referred = replyTo === undefined ? [] : await choicesUnder(tx, conversationId, replyTo)
  if (referred.length > 0) return { choices: referred, isMixed: false }
  const said = await offered(tx, conversationId, sentAt)
  const asked = said.findIndex((one) => one.unasked === 0)
  const list = said[asked === -1 ? 0 : asked]
  if (list === undefined) return { choices: [], isMixed: false }
  return { choices: await choicesOf(tx, list.id), isMixed: asked > 0 }
}

/** The choices of what was said unasked since the last answer before `sentAt`, the newest first: their labels can be said. */
export async function labelsUnasked(tx: Tx, conversationId: string, sentAt: Date): Promise<ChoiceRow[]> {
  const said = await offered(tx, conversationId, sentAt)
  const asked = said.findIndex((one) => one.unasked === 0)
  const ids = said.slice(0, asked === -1 ? undefined : asked).map((one) => one.id)
  if (ids.length === 0) return []
  const found = await tx
    .select()
    .from(choices)
    .where(and(inArray(choices.replyId, ids), isNull(choices.usedAt)))
    .orderBy(asc(choices.position))
  return ids.flatMap((id) => found.filter((one) => one.replyId === id))
}

/** The choices of the reply that the chat knows by this id, in order. */
export function choicesUnder(tx: Tx, conversationId: string, externalId: string): Promise<ChoiceRow[]> {
  return tx
    .select(getTableColumns(choices))
    .from(choices)
    .innerJoin(replies, eq(replies.id, choices.replyId))
    .where(and(eq(replies.conversationId, conversationId), eq(replies.externalId, externalId)))
    .orderBy(asc(choices.position))
}

/** The choices of a reply, in order. */
export function choicesOf(tx: Tx, replyId: string): Promise<ChoiceRow[]> {
  return tx.select().from(choices).where(eq(choices.replyId, replyId)).orderBy(asc(choices.position))
}

/** The newest replies with choices that were there before `sentAt`. Some chats tell their time in whole seconds. */
function offered(tx: Tx, conversationId: string, sentAt: Date): Promise<Offered[]> {
  const wasThere = sql`(${replies.deliverAt} is null or date_trunc('second', ${replies.deliveredAt}) <= ${sentAt.toISOString()}::timestamptz)`
  return tx
    .select({ id: replies.id, unasked: replies.unasked })
    .from(replies)
    .where(
      and(
        eq(replies.conversationId, conversationId),
        lte(replies.createdAt, sentAt),
        wasThere,
        gt(sql`jsonb_array_length(${replies.body}->'choices')`, 0),
      ),
    )
    .orderBy(desc(replies.number))
    .limit(20)
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
