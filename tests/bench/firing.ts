// A thousand posts due in the same second: how late each leaves, and how many are sent and recorded in a second.
import { sql } from 'drizzle-orm'
import { withSystem } from '../../src/db/client.ts'
import { seedPublications, seedWorkspaces } from '../support/seed.ts'
import { type BenchApp, openBenchApp } from './bench-app.ts'
import { type Figure, round, spread } from './figures.ts'
import { bossLateness, bossThroughput, sqlFloor } from './queue.ts'

const total = 1_000

/** The firing figures, with many workspaces and with one. */
export async function firing(): Promise<Figure[]> {
  const bench = await openBenchApp()
  try {
    await bench.app.start()
    // Once without counting: code is compiled and connections are open, as in a process that has been up for a minute.
    await fire(bench, 1, 200)
    const many = await fire(bench, 50, total)
    const one = await fire(bench, 1, total)
    const { ownerUrl } = bench.server
    const boss = await bossLateness(ownerUrl, total)
    const throughput = await bossThroughput(ownerUrl, 5_000)
    const floor = await sqlFloor(ownerUrl, 5_000)
    const ratio = (value: number) => Number((many.perSecond / value).toFixed(2))
    return [
      ...spread('firing 1,000 posts of 50 workspaces in one second: sent after due', many.late, 'ms'),
      ...spread('firing 1,000 posts of one workspace in one second: sent after due', one.late, 'ms'),
      ...spread('pg-boss bare, 1,000 jobs in one second: started after due', boss, 'ms'),
      {
        name: 'from due to recorded result, 50 workspaces',
        value: round(many.perSecond),
        unit: 'posts/s',
        vs: 'bare pg-boss, jobs that do nothing',
        ratio: ratio(throughput),
      },
      { name: 'bare pg-boss, jobs that do nothing', value: round(throughput), unit: 'jobs/s' },
      { name: 'bare SQL, two updates a row, 4 connections', value: round(floor), unit: 'rows/s' },
    ]
  } finally {
    await bench.close()
  }
}

/** Fires so many posts of so many workspaces at one instant; answers how late each left, and how many were done in a second. */
export async function fire(
  bench: BenchApp,
  workspaces: number,
  count: number,
  to: Pick<Parameters<typeof seedPublications>[3], 'platform' | 'remote' | 'credentials'> = { platform: 'mastodon' },
): Promise<{ late: number[]; perSecond: number }> {
  const { db } = bench.app.ctx
  const seats = await seedWorkspaces(db, workspaces)
  const dueAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 12_000)
  for (const seat of seats) {
    await seedPublications(db, bench.sealer, seat, { count: count / workspaces, dueAt, ...to })
  }
  const ids = seats.map((seat) => seat.workspaceId)
  for (;;) {
    await new Promise((done) => setTimeout(done, 500))
    const rows = await withSystem(db, (tx) =>
      tx.execute(sql`select status, sent_at, due_at, ended_at from publications where workspace_id in ${ids}`),
    )
    if (Date.now() > dueAt.getTime() + 60_000) throw new Error(`not all were sent: ${JSON.stringify(tally(rows))}`)
    if (!rows.every((row) => row.status === 'published')) continue
    const late = rows.map((row) => Date.parse(String(row.sent_at)) - dueAt.getTime())
    const ended = Math.max(...rows.map((row) => Date.parse(String(row.ended_at))))
    return { late, perSecond: count / ((ended - dueAt.getTime()) / 1000) }
  }
}

function tally(rows: Iterable<Record<string, unknown>>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[String(row.status)] = (counts[String(row.status)] ?? 0) + 1
  return counts
}
