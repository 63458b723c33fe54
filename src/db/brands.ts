// The brand of one workspace: profile, rules and facts.
import { asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { brands } from './schema/brands.ts'
import { facts } from './schema/facts.ts'
import { rules } from './schema/rules.ts'

export type BrandRow = typeof brands.$inferSelect

/** The profile of the workspace of this transaction. */
export async function getBrand(tx: Tx): Promise<BrandRow> {
  const [brand] = await tx.select().from(brands)
  if (brand === undefined) throw new Error('a workspace without a brand')
  return brand
}

/** Changes what is given of the profile and returns it. */
export async function changeBrand(
  tx: Tx,
  workspaceId: string,
  change: Partial<typeof brands.$inferInsert>,
): Promise<BrandRow> {
  const [brand] = await tx.update(brands).set(change).where(eq(brands.workspaceId, workspaceId)).returning()
  if (brand === undefined) throw new Error('a workspace without a brand')
  return brand
}

/** What a model is told beside the profile: the rules and the facts that still hold. */
export async function voiceOf(tx: Tx): Promise<{ rules: string[]; facts: string[] }> {
  const known = await tx.select({ text: rules.text }).from(rules).orderBy(asc(rules.createdAt))
  const held = await tx
    .select({ text: facts.text })
    .from(facts)
    .where(or(isNull(facts.until), gt(facts.until, new Date())))
    .orderBy(asc(facts.createdAt))
  return { rules: known.map((rule) => rule.text), facts: held.map((fact) => fact.text) }
}

/** Replaces the rules that were given by hand. */
export async function replaceRules(tx: Tx, workspaceId: string, texts: string[], source: string): Promise<void> {
  await tx.delete(rules)
  if (texts.length > 0)
    await tx.insert(rules).values(texts.map((text, i) => ({ workspaceId, text, source, createdAt: inTurn(i) })))
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
