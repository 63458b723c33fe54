// Past posts of the brand: kept once each, found by meaning where there are vectors, else by the words they share.
import { sql } from 'drizzle-orm'
import type { NewSample } from '../core/brand/memory.ts'
import type { Tx } from './client.ts'
import { hashOf } from './memory.ts'
import { rows } from './rows.ts'
import { samples } from './schema/samples.ts'
import type { Source } from './words.ts'

/** Keeps samples that are not known yet; answers the ids of those. */
export async function addSamples(
  tx: Tx,
  given: { workspaceId: string; source: Source; now: Date; list: readonly NewSample[] },
): Promise<string[]> {
  if (given.list.length === 0) return []
  const { workspaceId, source, now } = given
  const values = given.list.map(({ text, platform, origin, postedAt }, i) => ({
    workspaceId,
    source,
    text,
    hash: hashOf(text),
    platform: platform ?? null,
    origin: origin ?? null,
    postedAt: postedAt === undefined ? null : new Date(postedAt),
    createdAt: new Date(now.getTime() + i),
  }))
  const made = await tx.insert(samples).values(values).onConflictDoNothing().returning({ id: samples.id })
  return made.map((row) => row.id)
}

/** How many samples there are. */
export async function countSamples(tx: Tx): Promise<number> {
  const [found] = await rows<{ count: number }>(tx, sql`select count(*)::int count from samples`)
  return found?.count ?? 0
}

/** Samples without a vector of this model, the newest first. */
export function unplaced(tx: Tx, model: string, limit: number): Promise<{ id: string; text: string }[]> {
  return rows<{ id: string; text: string }>(
    tx,
    sql`select id, text from samples where vector is null or vector_model is distinct from ${model}
      order by created_at desc, id limit ${limit}`,
  )
}

/** Keeps the vectors of samples. */
export async function placeSamples(
  tx: Tx,
  model: string,
  placed: readonly { id: string; vector: readonly number[] }[],
): Promise<void> {
  if (placed.length === 0) return
  const data = JSON.stringify(placed)
  await tx.execute(sql`update samples s set vector_model = ${model},
    vector = array(select value::real from jsonb_array_elements_text(r.vector) with ordinality as v(value, n) order by n)
    from jsonb_to_recordset(${data}::jsonb) as r(id uuid, vector jsonb) where s.id = r.id`)
}

/** The texts nearest to a vector of length 1: an exact look at every vector of its model in the workspace. */
export async function nearest(
  tx: Tx,
  given: { model: string; vector: readonly number[]; limit: number },
): Promise<string[]> {
  const found = await rows<{ text: string }>(
    tx,
    sql`with asked as materialized (select array(select value::real from jsonb_array_elements_text(${JSON.stringify(given.vector)}::jsonb)
        with ordinality as v(value, n) order by n) as vector)
      select s.text from samples s, asked where s.vector_model = ${given.model} and cardinality(s.vector) = cardinality(asked.vector)
      order by (select sum(a * b) from unnest(s.vector, asked.vector) as pair(a, b)) desc, s.created_at desc limit ${given.limit}`,
  )
  return found.map((row) => row.text)
}

/** The texts that share the most words with an idea, the newest where none does. `query` is that of to_tsquery; `config` its language. */
export async function alike(
  tx: Tx,
  given: { config: 'english' | 'italian'; query: string; limit: number },
): Promise<string[]> {
  const { config, query, limit } = given
  const rank =
    query === ''
      ? sql`0::real`
      : sql`ts_rank(to_tsvector(${config}::regconfig, s.text), to_tsquery(${config}::regconfig, ${query}))`
  const found = await rows<{ text: string }>(
    tx,
    sql`select s.text from samples s order by ${rank} desc, coalesce(s.posted_at, s.created_at) desc, s.id limit ${limit}`,
  )
  return found.map((row) => row.text)
}
