// What several processes count together: nobody waits for it, little more than the rate gets through, and no window is lost for good.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTally } from '../../src/counters.ts'
import { connect, withSystem } from '../../src/db/client.ts'
import { createDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let open: ReturnType<typeof connect>
const statements: string[] = []
beforeAll(async () => {
  database = await createDatabase('counters')
  open = connect({ url: database.appUrl, onStatement: (text) => void statements.push(text) })
})
afterAll(async () => {
  await open.end()
  await database.drop()
})
const told = () => statements.filter((text) => text.includes('rate_limits')).length
beforeEach(async () => {
  await withSystem(open.db, (tx) => tx.execute('delete from rate_limits'))
  statements.length = 0
})

const troubles: unknown[] = []
const rate = { points: 40, duration: 600 }
const process = (db = open.db) => createTally(db, 'workspace', rate, (error) => void troubles.push(error))

/** How many of so many came through, one after the other; what is told meanwhile is awaited. */
async function spend(at: ReturnType<typeof process>, key: string, times: number): Promise<number> {
  let through = 0
  for (let i = 0; i < times; i++) {
    if (await at.spend(key)) through++
    await at.idle()
  }
  return through
}

describe('a tally', () => {
  it('lets all of the rate through one process, and no more', async () => {
    expect(await spend(process(), 'a', 60)).toBe(40)
  })

  it('counts what other processes took: together they let through at most a twentieth more for each', async () => {
    const three = [process(), process(), process()]
    let through = 0
    for (let round = 0; round < 30; round++) for (const one of three) through += await spend(one, 'a', 1)
    expect(through).toBeGreaterThanOrEqual(rate.points)
    expect(through).toBeLessThanOrEqual(rate.points + (3 * rate.points) / 20)
    for (const one of three) expect(await one.isSpent('a')).toBe(true)
    expect(await three[0]?.isSpent('b')).toBe(false)
  })

  it('asks nothing of the database before a twentieth is spent, and keeps nobody waiting then', async () => {
    const one = process()
    for (const key of ['a', 'b', 'c']) expect(await one.spend(key)).toBe(true)
    await one.idle()
    expect(told()).toBe(0)
    const slow = createTally({} as never, 'workspace', rate, (error) => void troubles.push(error))
    for (let i = 0; i < 10; i++) expect(await slow.spend('a')).toBe(true)
    await slow.idle()
    await one.spend('a')
    await one.idle()
    expect(told()).toBe(1)
  })

  it('is let in again when the window of all of them is over', async () => {
    const [one, other] = [process(), process()]
    await spend(one, 'a', 40)
    expect(await spend(other, 'a', 40)).toBe(2)
    await withSystem(open.db, (tx) => tx.execute('delete from rate_limits'))
    const later = process()
    expect(await spend(later, 'a', 40)).toBe(40)
  })
})
