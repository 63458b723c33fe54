// The stage of the kill tests: a private server, a network, and victims that are born and killed on it.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { createSealer } from '../../src/core/secrets.ts'
import { connect, withSystem } from '../../src/db/client.ts'
import { startPrivateServer } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { mediaIn } from '../../src/operation/media-files.ts'
import { startBluesky } from '../support/bluesky/server.ts'
import { startBotApi } from '../support/botapi/server.ts'
import { startMastodon } from '../support/mastodon/server.ts'
import { type Square, startSquare } from '../support/square/server.ts'
import type { Orders } from './victim.ts'

/** The channels of the bot: this and 1 or 2. */
export const channels = '-100555000'

const key = 'chaos-key-chaos-key-chaos-key-chaos-key'

/** How a victim ended: by the signal, or because its script was over. */
export type Death = { how: 'killed' | 'done' | 'failed'; statements: number }

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens the stage; `close` ends everything. `isMastodon`: the adapter of Mastodon plays in the place of the strict test network. */
export async function openStage({ isMastodon = false } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'leopost-chaos-'))
  const server = await startPrivateServer({ dataDir, log: { info: () => undefined } })
  await migrate({ ownerUrl: server.ownerUrl, appUrl: server.appUrl })
  const square: Square = await startSquare()
  const bot = await startBotApi()
  const [bluesky, mastodon] = await Promise.all([startBluesky(), startMastodon()])
  for (const id of [1, 2].map((n) => Number(`${channels}${n}`)))
    bot.world.chats.set(id, { id, type: 'channel', bot: 'administrator', canPost: true, admins: [] })
  const { db, end } = connect({ url: server.appUrl, max: 4 })
  const base = {
    databaseUrl: server.appUrl,
    dataDir,
    squareUrl: square.url,
    botUrl: bot.url,
    blueskyUrl: bluesky.url,
    isMastodon,
    key,
  }
  const children = new Set<ChildProcess>()

  /** Starts a process that goes on until `stop`; resolves when it is up. */
  async function start(orders: Partial<Orders> = {}) {
    const child = fork(new URL('./victim.ts', import.meta.url), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Nearly all of a short life is spent in reading the code: the first one does it for all.
      env: { ...process.env, NODE_COMPILE_CACHE: join(dataDir, 'compiled') },
    })
    children.add(child)
    const ended = new Promise<{ code: number | null; signal: string | null }>((done) =>
      child.once('exit', (code, signal) => {
        children.delete(child)
        done({ code, signal })
      }),
    )
    let statements = 0
    const finished = new Promise<'done'>((done) =>
      child.on('message', (message: { kind: string; statements?: number }) => {
        if (message.kind !== 'done') return
        statements = message.statements ?? 0
        done('done')
      }),
    )
    const up = new Promise<void>((done) =>
      child.on('message', (message: { kind: string }) => {
        if (message.kind === 'up') done()
      }),
    )
    child.send({ ...base, life: 0, conversations: [], script: [], killAt: 0, signal: 'SIGKILL', ...orders })
    await Promise.race([up, ended])
    return { child, ended, finished, statements: () => statements }
  }

  return {
    db,
    square,
    bot,
    bluesky,
    mastodon,
    server,
    /** Puts a file where every victim finds it. */
    keep: (key: string, bytes: Uint8Array, type: string) => mediaIn(dataDir).put(key, bytes, type),
    sealer: createSealer({ keys: [{ id: 'chaos', key }] }),
    start,
    /** One life: through its script or to its death. What is done with its script is stopped by SIGTERM after `lingerMs`. */
    async live(orders: Partial<Orders>, lingerMs = 0): Promise<Death> {
      const { child, ended, finished, statements } = await start(orders)
      const first = await Promise.race([finished, ended])
      if (first === 'done') {
        const died = await Promise.race([
          ended,
          new Promise<undefined>((done) => setTimeout(() => done(undefined), lingerMs)),
        ])
        if (died !== undefined) return { how: 'killed', statements: statements() }
        child.kill('SIGTERM')
        await ended
        return { how: 'done', statements: statements() }
      }
      return { how: first.signal === 'SIGKILL' || first.code === 0 ? 'killed' : 'failed', statements: statements() }
    },
    /** Kills the database with SIGKILL and starts it again on the same folder. */
    async killServer(): Promise<void> {
      const [row] = await withSystem(db, (tx) => tx.execute(sql`select pg_backend_pid() pid`))
      const parent = Number(readFileSync(`/proc/${row?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
      process.kill(parent, 'SIGKILL')
      await startPrivateServer({ dataDir, log: { info: () => undefined } })
    },
    async close(): Promise<void> {
      for (const child of children) child.kill('SIGKILL')
      await end()
      await square.stop()
      await Promise.all([bot.stop(), bluesky.stop(), mastodon.stop()])
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
