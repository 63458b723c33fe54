// The queue: job name -> what does it. pg-boss keeps the jobs; a job commits together with the row it is about.
import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Enqueue, Logger } from './core/context.ts'
import type { QueueName } from './db/queues.ts'

/** The work of each queue: it is given the keys of a batch and may be run twice. */
export type Workers = Record<QueueName, (keys: string[]) => Promise<void>>

/** Opens the queue under its own role. `enqueue` works at once; `work` begins to take jobs. */
export function createJobs(given: { url: string; log: Logger }) {
  const url = new URL(given.url)
  url.searchParams.set('options', '-c role=leopost_queue')
  const boss = new PgBoss({
    connectionString: url.href,
    application_name: 'leopost-queue',
    max: 4,
    migrate: false,
    createSchema: false,
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => given.log.warn({ err: error }, 'the queue had trouble'))

  const enqueue: Enqueue = async (tx, queue, jobs) => {
    if (jobs.length === 0) return
    const [before] = await tx.execute(sql`select current_setting('role') as role`)
    await tx.execute(sql`select set_config('role', 'leopost_queue', true)`)
    const rows = jobs.map(({ key }) => ({ data: { key }, singletonKey: key }))
    await boss.insert(queue, rows, { db: fromDrizzle(tx, sql) })
    await tx.execute(sql`select set_config('role', ${String(before?.role ?? 'none')}, true)`)
  }

  return {
    enqueue,
    async start(): Promise<void> {
      await boss.start()
    },
    /** Begins to take jobs. A batch that throws is tried again by the queue. */
    async work(workers: Workers): Promise<void> {
      for (const [name, work] of Object.entries(workers)) {
        const options = { batchSize: 100, pollingIntervalSeconds: 0.5 }
        await boss.work<{ key: string }>(name, options, (jobs) => work(jobs.map((job) => job.data.key)))
      }
    },
    async stop(): Promise<void> {
      await boss.stop({ graceful: true, timeout: 20_000, close: true })
    },
  }
}

export type Jobs = ReturnType<typeof createJobs>
