// An app for benches: the private server as a newcomer has it, the real clock, and a network in a process of its own.
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/app.ts'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { systemClock } from '../../src/clock.ts'
import type { Chat } from '../../src/core/chat.ts'
import type { Platform } from '../../src/core/platform.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { startPrivateServer } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createLog } from '../../src/log.ts'
import { createSquarePlatform } from '../support/square/platform.ts'

export type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/** Opens it, with the test network unless others are given; `close` stops everything and removes the folder. */
export async function openBenchApp(given: { chats?: Chat[]; platforms?: (request: Request) => Platform[] } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'leopost-bench-'))
  const server = await startPrivateServer({ dataDir, log: { info: () => undefined } })
  await migrate({ ownerUrl: server.ownerUrl, appUrl: server.appUrl })
  const square = await forkSquare()
  const request = createRequest({ now: systemClock.now, allowPrivateHosts: ['127.0.0.1'], userAgent: 'bench' })
  const sealer = createSealer({ keys: [{ id: 'bench', key: 'bench-key-bench-key-bench-key-bench' }] })
  const app = await createApp({
    databaseUrl: server.appUrl,
    dataDir,
    clock: systemClock,
    log: createLog(process.env.BENCH_LOG ?? 'fatal'),
    sealer,
    platforms: () => given.platforms?.(request) ?? [createSquarePlatform({ root: square.url, request })],
    gateway: undefined,
    ...(given.chats && { chats: given.chats }),
    readSite: async () => null,
  })
  return {
    app,
    dataDir,
    sealer,
    server,
    square,
    async close(): Promise<void> {
      await app.stop()
      await request.close()
      square.stop()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Starts the square as a process. */
export async function forkSquare(): Promise<{ url: string; stop(): void }> {
  const child = fork(new URL('../support/square/main.ts', import.meta.url))
  const url = await new Promise<string>((done) => child.once('message', (message) => done(String(message))))
  return { url, stop: () => void child.kill() }
}
