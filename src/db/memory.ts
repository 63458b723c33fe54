// What is remembered of a brand: rules, facts and samples, each with where it came from. In the transaction of one workspace.
import { createHash } from 'node:crypto'
import { asc, desc, eq, gt, inArray, isNull, ne, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { MemoryItem, MemoryRef, MemoryTable } from '../core/brand/memory.ts'
import type { Content } from '../core/platform.ts'
import type { Tx } from './client.ts'
import { rows, toDate } from './rows.ts'
import { facts } from './schema/facts.ts'
import { rules } from './schema/rules.ts'
import { samples } from './schema/samples.ts'
import type { PlatformId, Source } from './words.ts'

/** What a model is told beside the profile: the rules, the facts that hold at `now`, and two samples that change only when samples do. */
export async function voiceOf(tx: Tx, now: Date): Promise<{ rules: string[]; facts: string[]; samples: string[] }> {
  const known = await tx.select({ text: rules.text }).from(rules).orderBy(asc(rules.createdAt), asc(rules.id))
  const held = await tx
    .select({ text: facts.text })
    .from(facts)
    .where(or(isNull(facts.until), gt(facts.until, now)))
    .orderBy(asc(facts.createdAt), asc(facts.id))
  const standing = await tx
    .select({ text: samples.text })
    .from(samples)
    .orderBy(desc(eq(samples.source, 'liked')), desc(samples.createdAt), asc(samples.id))
    .limit(mostStanding)
  return {
    rules: known.map((rule) => rule.text),
    facts: held.map((fact) => fact.text),
    samples: standing.map((sample) => sample.text),
  }
}

const mostStanding = 2

/** The terms that the brand never uses. */
export async function neverTerms(tx: Tx): Promise<string[]> {
  const found = await tx.select({ terms: rules.terms }).from(rules).where(ne(rules.terms, []))
  return [...new Set(found.flatMap(({ terms }) => terms))]
}

/** One text of each post that went out or is planned since a moment, here or before as an imported one; but not of this post. */
export async function recentTexts(
  tx: Tx,
  given: { since: Date; limit: number; except: string | null },
): Promise<string[]> {
  const found = await rows<{ text: string }>(
    tx,
    sql`(select distinct on (p.created_at, p.post_id) v.content->>'text' as text from publications p
        join variants v on v.id = p.variant_id
        where p.status in ('published', 'scheduled', 'armed', 'sending') and p.post_id is distinct from ${given.except}::uuid
          and coalesce(p.published_at, p.due_at, p.created_at) >= ${given.since.toISOString()}::timestamptz
        order by p.created_at desc, p.post_id limit ${given.limit})
      union (select s.text from samples s where s.posted_at >= ${given.since.toISOString()}::timestamptz
        order by s.posted_at desc limit ${given.limit})`,
  )
  return found.map((row) => row.text)
}

/** Everything that is remembered, rules first, then facts, then samples, each oldest first. */
export async function listMemory(tx: Tx, page: { limit: number; offset: number }): Promise<MemoryItem[]> {
  const order = sql`order by case kind when 'rules' then 1 when 'facts' then 2 else 3 end, at, id`
  return itemsOf(tx, sql`${order} limit ${page.limit} offset ${page.offset}`)
}

/** How much is remembered of each kind. */
export async function countMemory(tx: Tx): Promise<Record<MemoryTable, number>> {
  const [found] = await rows<Record<MemoryTable, number>>(
    tx,
    sql`select (select count(*)::int from rules) rules, (select count(*)::int from facts) facts,
      (select count(*)::int from samples) samples`,
  )
  return found ?? { rules: 0, facts: 0, samples: 0 }
}

/** One thing that is remembered, or undefined. */
export async function getMemory(tx: Tx, ref: MemoryRef): Promise<MemoryItem | undefined> {
  const [found] = await itemsOf(tx, sql`where kind = ${ref.table} and id = ${ref.id}::uuid`)
  return found
}

/** What is nearest to some words, by the words they share; the most alike first. `query` is that of to_tsquery. */
export function findMemory(tx: Tx, query: string, limit: number): Promise<MemoryItem[]> {
  const rank = sql`ts_rank(to_tsvector('simple', text), to_tsquery('simple', ${query}))`
  return itemsOf(
    tx,
    sql`where to_tsvector('simple', text) @@ to_tsquery('simple', ${query}) order by ${rank} desc, at limit ${limit}`,
  )
}

/** Writes what is new or was taken back, as it is. */
export async function putMemory(tx: Tx, workspaceId: string, items: readonly MemoryItem[]): Promise<void> {
  for (const { table, id, text, terms, source, origin, until, at, platform, postedAt } of items) {
    const common = { id, workspaceId, text, source, origin, createdAt: new Date(at) }
    if (table === 'rules') await tx.insert(rules).values({ ...common, terms })
    if (table === 'facts') await tx.insert(facts).values({ ...common, until: until === null ? null : new Date(until) })
    if (table === 'samples')
      await tx
        .insert(samples)
        .values({ ...common, hash: hashOf(text), platform, postedAt: postedAt === null ? null : new Date(postedAt) })
        .onConflictDoNothing()
  }
}

/** Forgets these for good. */
export async function dropMemory(tx: Tx, refs: readonly MemoryRef[]): Promise<void> {
  const idsOf = (table: MemoryTable) => refs.filter((ref) => ref.table === table).map((ref) => ref.id)
  for (const [name, table] of [
    ['rules', rules],
    ['facts', facts],
    ['samples', samples],
  ] as const) {
    const ids = idsOf(name)
    if (ids.length > 0) await tx.delete(table).where(inArray(table.id, ids))
  }
}

/** What is planned to go out, network by network. */
export function plannedContents(tx: Tx): Promise<{ postId: string; content: Content }[]> {
  return rows<{ postId: string; content: Content }>(
    tx,
    sql`select p.post_id "postId", v.content from publications p join variants v on v.id = p.variant_id
      where p.status in ('scheduled', 'armed')`,
  )
}

/** Lets a fact hold without an end. */
export async function endless(tx: Tx, id: string): Promise<void> {
  await tx.update(facts).set({ until: null, askedAt: null }).where(eq(facts.id, id))
}

/** A fact that ended by the evening before and was not asked about, marked as asked; with the conversation in which its workspace was heard of last. System role. */
export async function takeEndedFact(
  tx: Tx,
  now: Date,
): Promise<{ workspaceId: string; conversationId: string; zone: string; item: MemoryItem } | undefined> {
  const at = now.toISOString()
  const [found] = await rows<ItemRow & { workspace_id: string; conversation_id: string; zone: string }>(
    tx,
    sql`with ended as (
        select f.id, c.id conversation_id, b.zone from facts f join brands b on b.workspace_id = f.workspace_id
        join lateral (select c.id from conversations c join members m on m.person_id = c.person_id and m.workspace_id = f.workspace_id
          where c.workspace_id = f.workspace_id and m.role in ('owner', 'approver')
          order by c.last_inbound_at desc nulls last limit 1) c on true
        where f.until <= ${at}::timestamptz - interval '9 hours' and f.asked_at is null order by f.until limit 1 for update of f skip locked)
      update facts f set asked_at = ${at}::timestamptz from ended e where f.id = e.id
      returning 'facts' kind, f.id, f.text, '{}'::text[] terms, f.source, f.origin, f.until, f.created_at at,
        null::text platform, null::timestamptz posted_at, f.workspace_id, e.conversation_id, e.zone`,
  )
  if (found === undefined) return undefined
  return {
    workspaceId: found.workspace_id,
    conversationId: found.conversation_id,
    zone: found.zone,
    item: itemOf(found),
  }
}

/** The same text is kept once: its hash, without case and white space. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text.toLowerCase().replaceAll(/\s+/g, ' ').trim()).digest('hex')
}

type ItemRow = {
  kind: MemoryTable
  id: string
  text: string
  terms: string[]
  source: Source
  origin: string | null
  until: string | null
  at: string
  platform: PlatformId | null
  posted_at: string | null
}

async function itemsOf(tx: Tx, where: SQL): Promise<MemoryItem[]> {
  const found = await rows<ItemRow>(
    tx,
    sql`select * from (
      select 'rules' kind, id, text, terms, source, origin, null::timestamptz until, created_at at, null::text platform, null::timestamptz posted_at from rules
      union all select 'facts', id, text, '{}', source, origin, until, created_at, null, null from facts
      union all select 'samples', id, text, '{}', source, origin, null, created_at, platform, posted_at from samples) memory ${where}`,
  )
  return found.map(itemOf)
}

function itemOf(row: ItemRow): MemoryItem {
  const { kind, id, text, terms, source, origin, platform } = row
  const instant = (at: string | null) => toDate(at)?.toISOString() ?? null
  const at = instant(row.at) ?? new Date(0).toISOString()
  return {
    table: kind,
    id,
    text,
    terms,
    source,
    origin,
    platform,
    at,
    until: instant(row.until),
    postedAt: instant(row.posted_at),
  }
}

/** Makes these the rules; those that are there already keep where they came from. */
export async function replaceRules(
  tx: Tx,
  workspaceId: string,
  given: { text: string; terms: string[] }[],
): Promise<void> {
  const texts = given.map((rule) => rule.text)
  await tx.delete(rules).where(texts.length === 0 ? undefined : notInArray(rules.text, texts))
  const there = await tx.select({ id: rules.id, text: rules.text }).from(rules)
  for (const { id, text } of there) {
    const terms = given.find((rule) => rule.text === text)?.terms ?? []
    await tx.update(rules).set({ terms }).where(eq(rules.id, id))
  }
  const known = new Set(there.map((rule) => rule.text))
  const fresh = given.filter((rule) => !known.has(rule.text))
  if (fresh.length === 0) return
  const values = fresh.map((rule, i) => ({ workspaceId, ...rule, source: 'given' as const, createdAt: inTurn(i) }))
  await tx.insert(rules).values(values)
}

/** Makes these the facts; those that are there already with the same end keep where they came from. */
export async function replaceFacts(
  tx: Tx,
  workspaceId: string,
  given: { text: string; until: Date | null }[],
): Promise<void> {
  const keyOf = (fact: { text: string; until: Date | null }) => `${fact.until?.getTime() ?? ''} ${fact.text}`
  const wanted = new Set(given.map(keyOf))
  const there = await tx.select().from(facts)
  const gone = there.filter((fact) => !wanted.has(keyOf(fact))).map((fact) => fact.id)
  if (gone.length > 0) await tx.delete(facts).where(inArray(facts.id, gone))
  const known = new Set(there.map(keyOf))
  const fresh = given.filter((fact) => !known.has(keyOf(fact)))
  if (fresh.length === 0) return
  await tx.insert(facts).values(fresh.map((fact, i) => ({ workspaceId, ...fact, createdAt: inTurn(i) })))
}

/** The facts with the day they end, oldest first; ended ones included. */
export function listFacts(tx: Tx): Promise<{ text: string; until: Date | null }[]> {
  return tx.select({ text: facts.text, until: facts.until }).from(facts).orderBy(asc(facts.createdAt), asc(facts.id))
}

/** Lines written at one moment keep their order. */
function inTurn(i: number) {
  return sql`now() + ${i} * interval '1 microsecond'`
}
