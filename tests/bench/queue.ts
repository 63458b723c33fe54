// pg-boss bare, and PostgreSQL bare, on the same server in the same run: what our own figures stand beside.
import { PgBoss } from 'pg-boss'
import postgres from 'postgres'

/** Lateness in ms of jobs that are all due at one moment, polled as fast as pg-boss polls by itself. */
export async function bossLateness(ownerUrl: string, count: number): Promise<number[]> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'bench', schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('due')
  const due = new Date(Math.ceil(Date.now() / 1000) * 1000 + 5_000)
  await boss.insert(
    'due',
    Array.from({ length: count }, () => ({ startAfter: due })),
  )
  const late: number[] = []
  await boss.work('due', { batchSize: 200, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const _ of jobs) late.push(Date.now() - due.getTime())
  })
  while (late.length < count) await new Promise((done) => setTimeout(done, 50))
  await boss.stop({ graceful: false })
  return late
}

/** Jobs that do nothing, in a second. */
export async function bossThroughput(ownerUrl: string, count: number): Promise<number> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'bench', schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('empty')
  await boss.insert(
    'empty',
    Array.from({ length: count }, () => ({})),
  )
  let done = 0
  const from = performance.now()
  await boss.work('empty', { batchSize: 200, pollingIntervalSeconds: 0.5, burstWhenReadyExceeds: 1 }, async (jobs) => {
    done += jobs.length
  })
  while (done < count) await new Promise((next) => setTimeout(next, 5))
  const seconds = (performance.now() - from) / 1000
  await boss.stop({ graceful: false })
  return count / seconds
}

/** Rows claimed and recorded one by one by the least SQL that could do it, in a second, on four connections. */
export async function sqlFloor(ownerUrl: string, count: number): Promise<number> {
  const sql = postgres(ownerUrl, { max: 4, onnotice: () => undefined })
  await sql`create table bench_floor (id int primary key, status text not null)`
  await sql`insert into bench_floor select n, 'due' from generate_series(1, ${count}) n`
  const from = performance.now()
  let next = 0
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let id = ++next; id <= count; id = ++next) {
        await sql`update bench_floor set status = 'sending' where id = ${id}`
        await sql`update bench_floor set status = 'done' where id = ${id}`
      }
    }),
  )
  const seconds = (performance.now() - from) / 1000
  await sql`drop table bench_floor`
  await sql.end()
  return count / seconds
}
