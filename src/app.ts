// Joins conversation, jobs, clock and http into one thing that starts and stops; used by main and by the tests.
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { createAnswerer } from './bot/answer.ts'
import { createBus } from './bot/bus.ts'
import { createCourier } from './bot/deliver.ts'
import { createDoor, type Met } from './bot/door.ts'
import { createInbox } from './bot/inbox.ts'
import { createMorning, createNotify } from './bot/notices.ts'
import { createOffers } from './bot/offers.ts'
import { lettersIn } from './bot/replies/letters.ts'
import { createTell } from './bot/tell.ts'
import { createTending } from './core/accounts/tend.ts'
import type { Gateway } from './core/ai/gateway.ts'
import type { Chat } from './core/chat.ts'
import type { Clock, Context, OwnModels } from './core/context.ts'
import { eraseDue } from './core/data/erase.ts'
import { makeExports } from './core/data/export.ts'
import { measureDue } from './core/insights/measure.ts'
import { sayDigests } from './core/insights/week.ts'
import type { Mailer } from './core/mail.ts'
import { signLink } from './core/media/links.ts'
import { createFolderStorage, type Storage } from './core/media/storage.ts'
import { createSweeping } from './core/media/sweep.ts'
import type { Hooks } from './core/notices/hook.ts'
import { sendNotices } from './core/notices/send.ts'
import { createDrawing } from './core/pictures/drawing.ts'
import type { Platform } from './core/platform.ts'
import { createPublishing } from './core/publishing/clock.ts'
import { createCorrector } from './core/publishing/correct.ts'
import { createFirer } from './core/publishing/fire.ts'
import { tellEnded } from './core/publishing/told.ts'
import type { Sealer } from './core/secrets.ts'
import { bringLinks } from './core/sign-in/links.ts'
import { chainAudit } from './core/team/chain.ts'
import { createCounter, createLocalCounter, createTally, type Rate } from './counters.ts'
import { connect, type Db, withSystem } from './db/client.ts'
import { waitingConversations } from './db/conversations.ts'
import { listen } from './db/listen.ts'
import { createJobs, type Jobs } from './jobs.ts'
import type { Log } from './log.ts'

const fileLinkMs = 24 * 3_600_000

/** What an app is made of. The parts of the world outside are handed in. */
export type Parts = {
  databaseUrl: string
  dataDir: string
  clock: Clock
  log: Log
  sealer: Sealer
  platforms: (db: Db) => Platform[]
  /** Made with the database, as model calls are written down there; undefined where no model is to be asked. */
  gateway: ((db: Db) => Gateway | undefined | Promise<Gateway | undefined>) | undefined
  /** The models that workspaces bring keys for. */
  ownModels?: (db: Db, world: { log: Log; sealer: Sealer }) => OwnModels
  readSite: Context['readSite']
  /** Without it films are known by their own heads alone. */
  probe?: Context['probe']
  /** Without it no link is followed. */
  fetchPage?: Context['fetchPage']
  /** The address under which people reach this installation. */
  publicUrl?: () => string
  /** Without it no website can be studied. */
  studySite?: Context['studySite']
  /** The key of the installation, for links to files; without it no link opens. */
  key?: string
  storage?: Storage
  /** Without it nothing is sent by mail. */
  mailer?: Mailer
  /** Without it no program of a member is told of anything. */
  hooks?: Hooks
  linkTo?: Context['linkTo']
  /** Whether anybody who writes gets a workspace of their own, and the zone of such a one. */
  signUp?: 'invite' | 'open'
  zone?: string
  /** How much all members of a workspace may say. */
  workspaceRate?: Rate
  /** The chats that must be delivered to; the web is read from here. */
  chats?: Chat[]
  /** The queue; a test hands in one that it empties itself. */
  jobs?: Jobs
  /** Told each statement before it leaves; kill tests stop the process there. */
  onStatement?: (text: string) => void
}

/** What all members of a workspace say in all chats: far above any team, far below a loop. */
const usualWorkspaceRate: Rate = { points: 1_500, duration: 60 }

export type App = Awaited<ReturnType<typeof createApp>>

/** Builds everything; nothing runs before `start`. */
export async function createApp(parts: Parts) {
  const { clock, log } = parts
  const { onStatement } = parts
  const { db, end } = connect({ url: parts.databaseUrl, max: 10, ...(onStatement && { onStatement }) })
  const bus = createBus()
  const jobs = parts.jobs ?? createJobs({ url: parts.databaseUrl, log })
  const chats = new Map((parts.chats ?? []).map((chat) => [chat.id, chat]))
  const canMail = parts.mailer !== undefined
  const needsDelivery = (chat: string) => chats.has(chat)
  const publicUrl = () => (parts.publicUrl?.() ?? 'http://127.0.0.1:3000').replace(/\/+$/, '')
  const linkKey = parts.key ?? randomBytes(32).toString('hex')
  const signed = (workspaceId: string, mediaId: string, until: Date) =>
    signLink({ key: linkKey, workspaceId, mediaId, until })
  const ctx: Context = {
    db,
    clock,
    log,
    platforms: new Map(parts.platforms(db).map((platform) => [platform.id, platform])),
    gateway: await parts.gateway?.(db),
    ...(parts.ownModels && { ownModels: parts.ownModels(db, parts) }),
    storage: parts.storage ?? createFolderStorage(`${parts.dataDir}/media`),
    ...(parts.linkTo && { linkTo: parts.linkTo }),
    sealer: parts.sealer,
    enqueue: jobs.enqueue,
    tell: createTell({ clock, needsDelivery, canMail }),
    notify: createNotify({ clock, canMail, publicUrl }),
    canMail,
    readSite: parts.readSite,
    ...(parts.probe && { probe: parts.probe }),
    fetchPage: parts.fetchPage ?? (async () => undefined),
    studySite: parts.studySite ?? (async () => ({ kind: 'refused', why: 'noAnswer' })),
    inviteLink: async (code) => {
      const chat = [...chats.values()].find((one) => one.invite !== undefined)
      return (await chat?.invite?.(code)) ?? null
    },
    openings: () =>
      [...chats.values()].flatMap(({ id: chat, invite }) => (invite === undefined ? [] : [{ chat, invite }])),
    publicUrl,
    exportLink: (workspaceId, mediaId, until) => `${publicUrl()}/exports/${signed(workspaceId, mediaId, until)}`,
    fileLink(workspaceId, mediaId) {
      const until = new Date(clock.now().getTime() + fileLinkMs)
      return `${publicUrl()}/media/${signed(workspaceId, mediaId, until)}`
    },
    process: `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`,
  }
  const firer = createFirer(ctx, () => tellEnded(ctx, clock.now()))
  const corrector = createCorrector(ctx)
  const publishing = createPublishing(ctx, firer, corrector)
  const sweeping = createSweeping(ctx)
  const tending = createTending(ctx, async (signal) => {
    await measureDue(ctx, signal)
    await sayDigests(ctx)
    await sweeping(signal)
  })
  const drawing = createDrawing(ctx)
  const courier = createCourier(ctx, chats)
  const isAlone = (chat: string, address: string) => {
    const known = chats.get(chat)
    return known !== undefined && (known.isAlone?.(address) ?? true)
  }
  const answerer = createAnswerer(ctx, {
    bus,
    needsDelivery,
    isAlone,
    folds: (messages) => messages.some((message) => message.answerAt > message.createdAt),
    said(conversationId, chat) {
      if (needsDelivery(chat)) void courier.deliver(conversationId)
    },
  })
  const inbox = createInbox(ctx, answerer, bus)
  const offers = createOffers(ctx)
  const watched = new Set<string>()
  const tally = (name: string, rate: Rate) =>
    createTally(db, name, rate, (error) => log.debug({ err: error }, 'what was said here is counted here alone'))
  const gate = {
    codes: createCounter(db, 'code', { points: 5, duration: 900 }),
    strangers: createLocalCounter({ points: 10, duration: 60 }),
    members: tally('talker', { points: 300, duration: 60 }),
    workspaces: tally('workspace', parts.workspaceRate ?? usualWorkspaceRate),
    signUps: createCounter(db, 'sign-up', { points: 60, duration: 3_600 }),
    isOpen: parts.signUp === 'open',
    zone: parts.zone ?? 'UTC',
  }
  const meet: Met = (chat, { conversationId, address }) => {
    if (chat.stream === undefined || watched.has(conversationId)) return
    watched.add(conversationId)
    bus.listen(conversationId, {
      delta(delta) {
        chat.stream?.(address, delta).catch((error) => log.debug({ err: error }, 'an answer was not shown as it grew'))
      },
    })
  }
  const door = createDoor(ctx, inbox, meet, gate)
  let sweep: NodeJS.Timeout | undefined
  let chaining: NodeJS.Timeout | undefined
  let isRunning = false
  let stopListening = async () => {}

  /** Answers what waits in any conversation: messages of a process that died, or that came in elsewhere. */
  async function answerWaiting(): Promise<void> {
    const waiting = await withSystem(db, (tx) => waitingConversations(tx, clock.now()))
    // What is in line here already would only be done twice.
    await Promise.all(waiting.filter((id) => !inbox.isQueued(id)).map((id) => answerer.wake(id)))
  }

  const { mailer, hooks } = parts
  const bringing = oneAtATime(() => bringLinks({ ...ctx, mailer, isAlone, words: lettersIn }))
  const noticing = oneAtATime(() => sendNotices({ ...ctx, mailer, hooks, say: createMorning(clock) }))

  const erasing = oneAtATime(() => eraseDue(ctx))
  const exporting = oneAtATime(() => makeExports(ctx))

  return {
    ctx,
    bus,
    inbox,
    answerer,
    publishing,
    corrector,
    drawing,
    firer,
    answerWaiting,
    courier,
    chats,
    door,
    offers,
    mailer,
    hooks,
    /** Brings sign-in links that were wished for. */
    bringLinks: bringing.run,
    /** Sends what waits for members by mail and webhook. */
    sendNotices: noticing.run,
    /** Makes archives that are wanted. */
    makeExports: exporting.run,
    /** Erases what has waited long enough. */
    eraseDue: erasing.run,
    /** True between a start that came through and the stop. */
    isRunning: () => isRunning,
    signUp: parts.signUp ?? 'invite',
    zone: gate.zone,
    signUps: gate.signUps,
    /** What all members of a workspace say, in every chat. */
    workspaces: gate.workspaces,
    async start(): Promise<void> {
      await jobs.start()
      await jobs.work({ prepare: publishing.jobs.prepare, settle: publishing.jobs.settle, ...drawing.jobs })
      stopListening = await listen(parts.databaseUrl, 'leopost_replies', bus.wake, bus.wakeAll)
      publishing.start()
      tending.start()
      for (const chat of chats.values()) await chat.start(door(chat), offers(chat), courier.undelivered(chat))
      sweep = setInterval(() => {
        // Not waited for: an archive takes its time.
        exporting.run().catch((error: unknown) => log.warn({ err: error }, 'archives wait'))
        Promise.all([answerWaiting(), courier.sweep(), bringing.run(), noticing.run(), drawing.tick()]).catch((error) =>
          log.warn({ err: error }, 'what waits could not be looked for'),
        )
      }, 1_000)
      sweep.unref()
      chaining = setInterval(() => {
        erasing
          .run()
          .catch((error: unknown) => log.error({ err: error }, 'what is to be erased waits for the next minute'))
        chainAudit(db, clock.now()).catch((error) => log.warn({ err: error }, 'the audit is chained in a minute'))
      }, 60_000)
      chaining.unref()
      isRunning = true
    },
    /** No new work; what makes a post visible is awaited; then everything is closed. */
    async stop(): Promise<void> {
      isRunning = false
      clearInterval(sweep)
      clearInterval(chaining)
      await Promise.all([...chats.values()].map((chat) => chat.stop()))
      await Promise.all([publishing.stop(), answerer.stop(), tending.stop(), drawing.stop()])
      await Promise.all([inbox.idle(), gate.members.idle(), gate.workspaces.idle()])
      await Promise.all([bringing.stop(), noticing.stop(), exporting.stop(), erasing.stop()])
      await courier.stop()
      await jobs.stop()
      await stopListening()
      await end()
    },
  }
}

/** Work that is done one round at a time: whoever asks while one is under way waits for that. */
function oneAtATime(work: () => Promise<number>) {
  let round: Promise<number> | undefined
  return {
    run(): Promise<number> {
      round ??= work().finally(() => {
        round = undefined
      })
      return round
    },
    /** Waits for the round that is under way, however it ends. */
    async stop(): Promise<void> {
      await round?.catch(() => undefined)
    },
  }
}
