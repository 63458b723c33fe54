// What is remembered of a brand: rules, facts and samples, each with where it came from. In the transaction of one workspace.
import { asc, gt, isNull, ne, or, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { facts } from './schema/facts.ts'
import { rules } from './schema/rules.ts'

/** What a model is told beside the profile: the rules, and the facts that hold at `now`. */
export async function voiceOf(tx: Tx, now: Date): Promise<{ rules: string[]; facts: string[] }> {
  const known = await tx.select({ text: rules.text }).from(rules).orderBy(asc(rules.createdAt), asc(rules.id))
  const held = await tx
    .select({ text: facts.text })
    .from(facts)
    .where(or(isNull(facts.until), gt(facts.until, now)))
    .orderBy(asc(facts.createdAt), asc(facts.id))
  return { rules: known.map((rule) => rule.text), facts: held.map((fact) => fact.text) }
}

/** The terms that the brand never uses. */
export async function neverTerms(tx: Tx): Promise<string[]> {
  const found = await tx.select({ terms: rules.terms }).from(rules).where(ne(rules.terms, []))
  return [...new Set(found.flatMap(({ terms }) => terms))]
}

/** One text of each post that went out or is planned since a moment, newest first, but not of this post. */
export async function recentTexts(
  tx: Tx,
  given: { since: Date; limit: number; except: string | null },
): Promise<string[]> {
  const found = await rows<{ text: string }>(
    tx,
    sql`select distinct on (p.created_at, p.post_id) v.content->>'text' as text from publications p
      join variants v on v.id = p.variant_id
      where p.status in ('published', 'scheduled', 'armed', 'sending') and p.post_id is distinct from ${given.except}::uuid
        and coalesce(p.published_at, p.due_at, p.created_at) >= ${given.since.toISOString()}::timestamptz
      order by p.created_at desc, p.post_id limit ${given.limit}`,
  )
  return found.map((row) => row.text)
}

/** Replaces the rules that were given by hand. */
export async function replaceRules(
  tx: Tx,
  workspaceId: string,
  given: { text: string; terms: string[] }[],
): Promise<void> {
  await tx.delete(rules)
  if (given.length > 0)
    await tx
      .insert(rules)
      .values(given.map((rule, i) => ({ workspaceId, ...rule, source: 'given' as const, createdAt: inTurn(i) })))
}

/** Replaces the facts. */
export async function replaceFacts(
  tx: Tx,
  workspaceId: string,
  given: { text: string; until: Date | null }[],
): Promise<void> {
  await tx.delete(facts)
  if (given.length > 0)
    await tx.insert(facts).values(given.map((fact, i) => ({ workspaceId, ...fact, createdAt: inTurn(i) })))
}

/** The facts with the day they end, oldest first; ended ones included. */
export function listFacts(tx: Tx): Promise<{ text: string; until: Date | null }[]> {
  return tx.select({ text: facts.text, until: facts.until }).from(facts).orderBy(asc(facts.createdAt), asc(facts.id))
}

/** Lines written at one moment keep their order. */
function inTurn(i: number) {
  return sql`now() + ${i} * interval '1 microsecond'`
}
