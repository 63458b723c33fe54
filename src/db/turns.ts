// What a turn reads before it begins: who talks, where, about what. Across tables, system role.
import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
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
 * is about the workspace of its card, which the card names.
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
              join conversations me on me.id = ${conversations.id} where ch.id = ${choiceId} and ${sameRoom('me', 'room')}),
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
