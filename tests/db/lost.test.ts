// Connections that end in the middle of the work, as when the server is stopped: the work fails, the process lives, the
// pool works again. What postgres.js 3.4.9 lacks for that is in patches/.
import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connect, type Db, withSystem } from '../../src/db/client.ts'
import { createDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
const lines = new Set<Socket>()
const proxy = createServer((here) => {
  const { hostname, port } = new URL(database.appUrl)
  const there = dial(Number(port), hostname)
  here.pipe(there).pipe(here)
  for (const end of [here, there]) end.on('error', () => undefined)
  lines.add(here)
  here.on('close', () => lines.delete(here) && there.destroy())
  there.on('close', () => here.destroy())
})

beforeAll(async () => {
  database = await createDatabase('lost')
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
})

afterAll(async () => {
  for (const line of lines) line.destroy()
  proxy.close()
  // The server hears later than we do that its ends of the lines are closed.
  await vi.waitFor(() => database.drop(), { timeout: 10_000 })
})

function connectThrough(max: number) {
  const url = new URL(database.appUrl)
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
  url.port = String(address.port)
  return connect({ url: url.href, max })
}

/** One number through the database, by a statement that is described first. */
async function ask(db: Db, number: number): Promise<unknown> {
  const [row] = await withSystem(db, (tx) => tx.execute(sql`select ${number}::int as n`))
  return row?.n
}

function endAll(): void {
  for (const line of lines) line.end()
}

it('is told to the transaction it was in, and to what that still asks for', async () => {
  const { db, end } = connectThrough(1)
  const heard = Promise.withResolvers<void>()
  const late = Promise.withResolvers<unknown>()
  const lost = withSystem(db, async (tx) => {
    await tx.execute(sql`select ${1}::int`)
    endAll()
    await heard.promise
    const said = tx.execute(sql`select ${2}::int`)
    late.resolve(await said.catch((error: unknown) => error))
    await said
  })
  await expect(lost).rejects.toThrow()
  heard.resolve()
  expect(await late.promise).toBeInstanceOf(Error)
  expect(await ask(db, 3)).toBe(3)
  await end()
})

it('leaves no connection behind that cannot be used', async () => {
  const { db, end } = connectThrough(4)
  const meanwhile = () => Promise.allSettled(Array.from({ length: 8 }, (_, index) => ask(db, index)))
  for (let round = 0; round < 5; round++) {
    await meanwhile()
    const held = Array.from({ length: 3 }, () =>
      withSystem(db, async (tx) => {
        await tx.execute(sql`select ${1}::int`)
        await new Promise(() => undefined)
      }).catch(meanwhile),
    )
    expect(await ask(db, round)).toBe(round)
    endAll()
    await Promise.all(held)
    expect(await Promise.all([4, 5, 6, 7].map((number) => ask(db, number)))).toEqual([4, 5, 6, 7])
  }
  await end()
})
