// Statements with values are prepared once a connection; very long lists of values are not kept.
import { inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, readSystem, type Tx, withSystem, withWorkspace } from '../../src/db/client.ts'
import { rows } from '../../src/db/rows.ts'
import { people } from '../../src/db/schema/people.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let opened: ReturnType<typeof connect>
beforeAll(async () => {
  database = await createDatabase('prepared')
  opened = connect({ url: database.appUrl, max: 1 })
})
afterAll(async () => {
  await opened.end()
  await database.drop()
})

const id = '00000000-0000-4000-8000-000000000001'

async function kept(tx: Tx, words: string): Promise<number> {
  const found = await rows<{ n: number }>(
    tx,
    sql.raw(`select count(*)::int n from pg_prepared_statements where statement like '%${words}%'`),
  )
  return found[0]?.n ?? -1
}

it('keeps a statement of a transaction, of one within it, and of the pool, once each', async () => {
  const look = (tx: Tx) =>
    tx
      .select({ id: people.id })
      .from(people)
      .where(inArray(people.id, [id]))
  await withSystem(opened.db, async (tx) => {
    await look(tx)
    await tx.transaction(look)
    await look(tx)
    expect(await kept(tx, 'from "people" where "people"."id" in ($1)')).toBe(1)
  })
  await withWorkspace(opened.db, id, async (tx) => {
    await tx.execute(sql`select ${1}::int as nothing_else`)
    expect(await kept(tx, 'nothing_else')).toBe(1)
  })
  await readSystem(opened.db, (tx) => tx.execute(sql`select ${1}::int as alone`))
  expect(await readSystem(opened.db, (tx) => kept(tx, 'alone'))).toBe(1)
})

it('does not keep a statement with many values, which come in many lengths', async () => {
  const many = Array.from({ length: 41 }, () => id)
  await withSystem(opened.db, async (tx) => {
    await tx.select({ name: people.name }).from(people).where(inArray(people.id, many))
    expect(await kept(tx, 'select "name" from "people"')).toBe(0)
  })
})
