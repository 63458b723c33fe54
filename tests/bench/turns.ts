// How soon a message is acknowledged under load, and how long a turn takes that needs no model; over real HTTP from another process.
import { fork } from 'node:child_process'
import { makeToken } from '../../src/http/access.ts'
import { createHttp } from '../../src/http/index.ts'
import { seedWorkspaces } from '../support/seed.ts'
import { type BenchApp, openBenchApp } from './bench-app.ts'
import { type Figure, round, spread } from './figures.ts'
import { memory } from './start.ts'

/** What the talking process is asked to do, and what it answers. */
export type Talk = {
  url: string
  tokens: string[]
  /** Sent at this rate whatever happens, unless `mostUnderWay` wait for their answer. */
  acks: { perSecond: number; count: number; mostUnderWay?: number }
  turns: number
}
export type Heard = { acks: number[]; turns: number[] }

/** Acknowledgement at 200 a second, and rule-only turns. */
export async function turns(): Promise<Figure[]> {
  const bench = await openBenchApp()
  try {
    await bench.app.start()
    const heard = await talk(bench, { perSecond: 200, count: 2_000 }, 300)
    return [
      ...spread('message acknowledged at 200 a second, turns answered behind it', heard.acks, 'ms'),
      ...spread('rule-only turn over HTTP', heard.turns, 'ms'),
    ]
  } finally {
    await bench.close()
  }
}

/** Memory of all processes after ten thousand messages. */
export async function load(): Promise<Figure[]> {
  const bench = await openBenchApp()
  try {
    await bench.app.start()
    const before = memory(process.pid, bench.dataDir)
    await talk(bench, { perSecond: 80, count: 10_000, mostUnderWay: 200 }, 1)
    const after = memory(process.pid, bench.dataDir)
    return [
      {
        name: 'memory after 10,000 messages, all processes (proportional)',
        value: round(after),
        unit: 'MB',
        vs: 'before them',
        ratio: Number((after / before).toFixed(2)),
      },
    ]
  } finally {
    await bench.close()
  }
}

/** Lets another process talk to the app over HTTP. */
export async function talk(bench: BenchApp, acks: Talk['acks'], turnCount: number): Promise<Heard> {
  const { app } = bench
  let url = ''
  const http = createHttp(app, { publicUrl: () => url, key: 'bench-key-bench-key-bench-key-bench' })
  url = (await http.start({ host: '127.0.0.1', port: 0 })).url
  const seats = await seedWorkspaces(app.ctx.db, 50)
  const tokens = await Promise.all(
    seats.map((seat) => makeToken(app, { personId: seat.personId, workspaceId: seat.workspaceId, scope: 'approve' })),
  )
  const child = fork(new URL('./talker.ts', import.meta.url))
  const heard = new Promise<Heard>((done, fail) => {
    child.once('message', (message) => done(message as Heard))
    child.once('exit', (code) => fail(new Error(`the talking process ended with ${code}`)))
  })
  child.send({ url, tokens, acks, turns: turnCount } satisfies Talk)
  const result = await heard
  child.kill()
  await http.stop()
  return result
}
