// A pool that lives for months: a statement costs the same after many as after a few. What postgres.js 3.4.9 lacks for that
// is in patches/.
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connect } from '../../src/db/client.ts'
import { createDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof createDatabase>>

beforeAll(async () => {
  database = await createDatabase('pool')
})
afterAll(() => database.drop())

it('looks through no more of its lines after a thousand statements than after a hundred', async () => {
  const pool = connect({ url: database.appUrl, max: 3 })
  // All three are open, as each has a transaction until the last has one; from here on two of them always wait.
  let begun = 0
  const all = Promise.withResolvers<void>()
  const hold = async () => {
    begun += 1
    if (begun === 3) all.resolve()
    await all.promise
  }
  await Promise.all([1, 2, 3].map(() => pool.db.transaction(hold)))
  const search = Array.prototype.indexOf
  let longest = 0
  vi.spyOn(Array.prototype, 'indexOf').mockImplementation(function (this: unknown[], ...given: [unknown, number?]) {
    // Lines are looked for as they are; what else is searched is text, numbers and bytes.
    if (isLine(given[0])) longest = Math.max(longest, this.length)
    return search.apply(this, given)
  })
  try {
    const ask = async (times: number) => {
      for (let i = 0; i < times; i++) await pool.db.execute(sql`select 1`)
      return longest
    }
    const few = await ask(100)
    expect(few).toBeGreaterThan(0)
    expect(await ask(900)).toBe(few)
  } finally {
    vi.restoreAllMocks()
    await pool.end()
  }
})

function isLine(searched: unknown): boolean {
  return typeof searched === 'object' && searched !== null && 'idleTimer' in searched && 'execute' in searched
}
