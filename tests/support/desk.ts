// The whole of Leopost as a person uses it, on a real database, with the clock in the test's hand and the queue run when asked.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../src/app.ts'
import { createPractice } from '../../src/channels/social/practice/index.ts'
import type { Gateway } from '../../src/core/ai/gateway.ts'
import type { Chat, Reply } from '../../src/core/chat.ts'
import type { Context } from '../../src/core/context.ts'
import type { Mailer } from '../../src/core/mail.ts'
import type { Storage } from '../../src/core/media/storage.ts'
import type { Hooks } from '../../src/core/notices/hook.ts'
import type { Platform } from '../../src/core/platform.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { changeBrand } from '../../src/db/brands.ts'
import { type Db, withSystem, withWorkspace } from '../../src/db/client.ts'
import { repliesAfter } from '../../src/db/conversations.ts'
import { useInvitation, writeInvitation } from '../../src/db/invitations.ts'
import { createBoard } from '../../src/db/practice.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import type { Said } from '../../src/db/schema/messages.ts'
import { publications } from '../../src/db/schema/publications.ts'
import { conversationAt, makeWorkspace, type Seat } from '../../src/db/tenants.ts'
import type { Role } from '../../src/db/words.ts'
import type { Jobs } from '../../src/jobs.ts'
import { createLog } from '../../src/log.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { createDatabase } from './database.ts'

/** Tuesday 24 November 2026, 10:00 in Rome. */
export const tuesdayMorning = '2026-11-24T09:00:00.000Z'

export type DeskOptions = {
  chats?: (clock: TestClock) => Chat[]
  onStatement?: (text: string) => void
  zone?: string
  language?: 'en' | 'it'
  start?: string
  platforms?: (db: Db, clock: TestClock) => Platform[]
  gateway?: Gateway | ((db: Db) => Gateway | undefined)
  ownModels?: NonNullable<Parameters<typeof createApp>[0]['ownModels']>
  isSetUp?: boolean
  mailer?: Mailer
  hooks?: Hooks
  studySite?: Context['studySite']
  fetchPage?: Context['fetchPage']
  storage?: Storage
  workspaceRate?: { points: number; duration: number }
  readSite?: (address: string) => Promise<{ name: string; description: string } | null>
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** Opens a desk with one owner at the web chat. Close it with `close`. */
export async function openDesk(options: DeskOptions = {}) {
  const database = await createDatabase('desk')
  const dataDir = await mkdtemp(join(tmpdir(), 'leopost-desk-'))
  const clock = createTestClock(options.start ?? tuesdayMorning)
  const lines: string[] = []
  const chats = options.chats?.(clock) ?? []
  const parts = (): Parameters<typeof createApp>[0] => ({
    databaseUrl: database.appUrl,
    dataDir,
    clock,
    log: createLog('info', { write: (line) => void lines.push(line) }),
    sealer: createSealer({ keys: [{ id: 'a', key: 'test-key-test-key-test-key-test-key' }] }),
    platforms: (db) => [practice(db, clock), ...(options.platforms?.(db, clock) ?? [])],
    gateway: (db) => (typeof options.gateway === 'function' ? options.gateway(db) : options.gateway),
    readSite: options.readSite ?? (async () => null),
    ...(options.ownModels && { ownModels: options.ownModels }),
    ...(options.mailer && { mailer: options.mailer }),
    ...(options.hooks && { hooks: options.hooks }),
    ...(options.studySite && { studySite: options.studySite }),
    ...(options.fetchPage && { fetchPage: options.fetchPage }),
    ...(options.storage && { storage: options.storage }),
    ...(options.workspaceRate && { workspaceRate: options.workspaceRate }),
    jobs: handQueue(),
    chats,
    ...(options.onStatement && { onStatement: options.onStatement }),
  })
  const app = await createApp(parts())
  for (const chat of app.chats.values())
    await chat.start(app.door(chat), app.offers(chat), app.courier.undelivered(chat))
  const { db } = app.ctx
  const seat = await withSystem(db, (tx) =>
    makeWorkspace(tx, {
      personName: 'Luce',
      name: 'Bar Luce',
      zone: options.zone ?? 'Europe/Rome',
      language: options.language ?? 'en',
    }),
  )
  if (options.isSetUp !== false)
    await withWorkspace(db, seat.workspaceId, (tx) =>
      changeBrand(tx, seat.workspaceId, { name: 'Bar Luce', setUpAt: clock.now() }),
    )
  const person = await sitDown(app, clock, seat)
  return {
    app,
    db,
    clock,
    seat,
    person,
    log: lines,
    dataDir,
    database,
    /** Another process of the same installation, at the same moment; whoever opens it stops it. */
    anotherProcess: () => createApp(parts()),
    /** Another conversation of the same person. */
    otherChat: (address: string) => sitDown(app, clock, seat, address),
    /** Somebody of any workspace in a web chat of their own. */
    sits: (at: Seat) => sitDown(app, clock, at),
    /** Seats another person at the desk, in a web chat of their own. */
    async seats(name: string, role: Role, isClient = false): Promise<Person & { seat: Seat }> {
      const given = { hash: `${name} ${role}`, role, isClient, name, invitedBy: seat.memberId }
      const expiresAt = new Date(clock.now().getTime() + 3_600_000)
      await withWorkspace(db, seat.workspaceId, (tx) =>
        writeInvitation(tx, { ...given, workspaceId: seat.workspaceId, expiresAt }),
      )
      const took = { hash: given.hash, now: clock.now(), personId: undefined, name }
      const used = await withSystem(db, (tx) => useInvitation(tx, took))
      if (used === undefined) throw new Error('an invitation was good for nothing')
      return { ...(await sitDown(app, clock, used.seat)), seat: used.seat }
    },
    /** Connects an account of a platform. */
    async connect(
      platform: Platform['id'],
      name: string = platform,
      settings: { gapSeconds?: number } = {},
    ): Promise<string> {
      const credentials = app.ctx.sealer.seal(seat.workspaceId, JSON.stringify({ token: `square-${name}` }))
      const row = { workspaceId: seat.workspaceId, platform, remoteId: name, name, credentials, settings }
      const [made] = await withWorkspace(db, seat.workspaceId, (tx) =>
        tx.insert(accounts).values(row).returning({ id: accounts.id }),
      )
      return made?.id ?? ''
    },
    publications: () => withWorkspace(db, seat.workspaceId, (tx) => tx.select().from(publications)),
    /** Lets the clock of publishing run until nothing more happens at this moment. */
    settle: () => runUntilQuiet(app, db),
    /** Moves the clock on and lets publishing run. */
    async pass(ms: number): Promise<void> {
      clock.pass(ms)
      await runUntilQuiet(app, db)
    },
    async moveTo(instant: string): Promise<void> {
      clock.moveTo(new Date(instant))
      await runUntilQuiet(app, db)
    },
    async close(): Promise<void> {
      await app.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function practice(db: Db, clock: TestClock): Platform {
  return createPractice({
    board: createBoard(db),
    pageUrl: () => 'http://127.0.0.1:3000/practice',
    now: () => clock.now(),
  })
}

export type Person = Awaited<ReturnType<typeof sitDown>>

/** A person in one conversation: says things, presses choices, and hears what is said. */
async function sitDown(app: App, clock: TestClock, seat: Seat, address = seat.personId) {
  const { db } = app.ctx
  const at = { chat: 'web', address, personId: seat.personId, workspaceId: seat.workspaceId }
  const conversation = await withSystem(db, (tx) => conversationAt(tx, at))
  let heard = 0
  let last: Reply[] = []
  let sequence = 0

  async function send(said: Said, externalId = `${address}-${sequence++}`): Promise<Reply[]> {
    // Two things said are never at the same instant.
    clock.pass(1)
    const { message } = await app.inbox.receive({
      conversationId: conversation.id,
      externalId,
      said,
      sentAt: clock.now(),
      foldMs: 0,
    })
    const replies = (await app.inbox.answered(message, AbortSignal.timeout(15_000))) ?? []
    heard = Math.max(heard, ...replies.map((reply) => reply.number))
    if (replies.length > 0) last = replies
    return replies
  }

  return {
    conversationId: conversation.id,
    says: (text: string, more: Partial<Said> = {}) => send({ text, ...more }),
    sends: send,
    /** Presses the choice with this label on the newest reply that has it. */
    async presses(label: string): Promise<Reply[]> {
      const all = await withSystem(db, (tx) => repliesAfter(tx, conversation.id, 0))
      const choice = all
        .toReversed()
        .flatMap((reply) => reply.choices)
        .find((one) => one.label === label)
      if (choice === undefined) throw new Error(`nobody offered ${label}; the last was: ${JSON.stringify(last.at(-1))}`)
      return send({ choice: choice.id })
    },
    pressesId: (id: string) => send({ choice: id }),
    /** Sends something that nobody may answer; returns when it was looked at. */
    async drops(said: Said): Promise<void> {
      const externalId = `${address}-${sequence++}`
      await app.inbox.receive({ conversationId: conversation.id, externalId, said, sentAt: clock.now(), foldMs: 0 })
      await app.answerWaiting()
    },
    /** Everything said since it was last asked, that was not an answer. */
    async hears(): Promise<Reply[]> {
      const fresh = await withSystem(db, (tx) => repliesAfter(tx, conversation.id, heard))
      heard = Math.max(heard, ...fresh.map((reply) => reply.number))
      return fresh
    },
  }
}

/** A queue that keeps nothing: the tick finds the same work, and the test runs it. */
function handQueue(): Jobs {
  const nothing = async () => undefined
  return { enqueue: nothing, start: nothing, work: nothing, stop: nothing }
}

/** Ticks and runs the jobs of publishing until a round changes nothing. */
async function runUntilQuiet(app: App, db: Db): Promise<void> {
  let before = ''
  for (let round = 0; round < 50; round++) {
    await app.publishing.tick()
    await app.corrector.run()
    const rows = await withSystem(db, (tx) => tx.select().from(publications))
    const keys = (status: string) => rows.filter((row) => row.status === status).map((row) => row.id)
    const scheduled = rows.filter((row) => row.status === 'scheduled' && isNear(row, app)).map((row) => row.id)
    if (scheduled.length > 0) await app.publishing.jobs.prepare(scheduled)
    await quiet(app)
    const lapsed = rows.filter(
      (row) => row.status === 'sending' && row.sendingUntil !== null && row.sendingUntil <= new Date(),
    )
    if (lapsed.length > 0) await app.publishing.jobs.settle(lapsed.map((row) => row.id))
    const after = JSON.stringify(rows.map((row) => [row.id, row.status, row.attempts, row.toldAt]))
    if (after === before && keys('sending').length === 0) return
    before = after
  }
}

function isNear(row: { dueAt: Date | null; retryAt: Date | null }, app: App): boolean {
  const now = app.ctx.clock.now().getTime()
  return (
    row.dueAt !== null && row.dueAt.getTime() <= now + 90_000 && (row.retryAt === null || row.retryAt.getTime() <= now)
  )
}

/** Waits until nothing is on its way to a network. */
async function quiet(app: App): Promise<void> {
  await app.firer.fire()
  for (let i = 0; i < 400 && app.firer.underWay() > 0; i++) await new Promise((done) => setImmediate(done))
  for (let i = 0; i < 2_000 && app.firer.underWay() > 0; i++) await new Promise((done) => setTimeout(done, 2))
}
