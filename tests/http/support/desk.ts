// A whole installation for a test file: its own database, the real app, real HTTP on a free port, and people who ask.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../../src/app.ts'
import { createPractice } from '../../../src/channels/social/practice/index.ts'
import { systemClock } from '../../../src/clock.ts'
import type { Chat } from '../../../src/core/chat.ts'
import type { Mailer } from '../../../src/core/mail.ts'
import type { Platform } from '../../../src/core/platform.ts'
import { createSealer } from '../../../src/core/secrets.ts'
import { withSystem, withWorkspace } from '../../../src/db/client.ts'
import { createBoard } from '../../../src/db/practice.ts'
import { members } from '../../../src/db/schema/members.ts'
import { makeWorkspace, type Seat } from '../../../src/db/tenants.ts'
import type { Role, Scope } from '../../../src/db/words.ts'
import { makeLink, makeToken } from '../../../src/http/access.ts'
import { createHttp, type Http, type HttpOptions } from '../../../src/http/index.ts'
import { createLog } from '../../../src/log.ts'
import { createDatabase } from '../../support/database.ts'

export type Desk = {
  app: App
  http: Http
  url: string
  owner: Seat
  /** Lines of the log, from debug on. */
  log: string[]
  /** Puts the clock forward. */
  later(ms: number): void
  newWorkspace(name?: string): Promise<Seat>
  token(scope?: Scope, seat?: Seat): Promise<string>
  link(seat?: Seat): Promise<string>
  stop(): Promise<void>
}

const key = 'the key of an installation in a test'

/** Starts one. */
export async function openDesk(
  name: string,
  options: Partial<HttpOptions> & {
    platforms?: Platform[]
    signUp?: 'invite' | 'open'
    mailer?: Mailer
    chats?: Chat[]
    workspaceRate?: { points: number; duration: number }
    ownModels?: NonNullable<Parameters<typeof createApp>[0]['ownModels']>
    /** The ways out, where they are not those of nobody. */
    waysOut?: Partial<Pick<Parameters<typeof createApp>[0], 'readSite' | 'studySite' | 'fetchPage' | 'hooks'>>
  } = {},
): Promise<Desk> {
  const database = await createDatabase(name)
  const dataDir = await mkdtemp(join(tmpdir(), 'leopost-http-'))
  const lines: string[] = []
  let ahead = 0
  let url = 'http://127.0.0.1'
  const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) }
  const app = await createApp({
    databaseUrl: database.appUrl,
    dataDir,
    clock,
    log: createLog('debug', { write: (line) => void lines.push(line) }),
    sealer: createSealer({ keys: [{ id: 'test', key }] }),
    platforms: (db) => [
      createPractice({ board: createBoard(db), pageUrl: () => `${url}/practice`, now: clock.now }),
      ...(options.platforms ?? []),
    ],
    gateway: undefined,
    readSite: async () => null,
    ...options.waysOut,
    ...(options.signUp && { signUp: options.signUp }),
    ...(options.mailer && { mailer: options.mailer }),
    ...(options.chats && { chats: options.chats }),
    ...(options.workspaceRate && { workspaceRate: options.workspaceRate }),
    publicUrl: () => url,
    key,
    ...(options.ownModels && { ownModels: options.ownModels }),
  })
  const publicUrl = options.publicUrl ?? (() => url)
  const http = createHttp(app, { key, ...options, publicUrl })
  const newWorkspace = (workspace = 'Bar Luce') =>
    withSystem(app.ctx.db, (tx) =>
      makeWorkspace(tx, { personName: 'Ada', name: workspace, zone: 'Europe/Rome', language: 'en' }),
    )
  const owner = await newWorkspace()
  await app.start()
  url = (await http.start({ host: '127.0.0.1', port: 0 })).url
  return {
    app,
    http,
    url,
    owner,
    log: lines,
    later: (ms) => {
      ahead += ms
    },
    newWorkspace,
    token: (scope = 'approve', seat = owner) => makeToken(app, { ...seat, scope }),
    link: (seat = owner) => makeLink(app, { publicUrl: url, personId: seat.personId }),
    async stop() {
      await http.stop()
      await app.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A person with another role, in a workspace of their own. */
export async function withRole(desk: Desk, role: Role): Promise<Seat> {
  const seat = await desk.newWorkspace()
  await withWorkspace(desk.app.ctx.db, seat.workspaceId, (tx) => tx.update(members).set({ role }))
  return seat
}
