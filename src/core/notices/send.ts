// Sends what waits for members by mail and webhook, again with growing waits while the other side does not take it. No
// connection to the database is held while somebody is asked outside.
import { type Tx, withSystem } from '../../db/client.ts'
import { type DueNotice, endNotice, putOffNotice, takeNotices } from '../../db/notices.ts'
import type { Context } from '../context.ts'
import { MailError, type Mailer } from '../mail.ts'
import { HookError, type Hooks } from './hook.ts'
import { signed } from './sign.ts'

const leaseSeconds = 60
const chunk = 50
const minute = 60_000
const hour = 60 * minute
/** The waits between tries; after the last one it is given up, about two days after the first. */
const waitsMs = [5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour]

type World = Pick<Context, 'db' | 'clock' | 'log' | 'sealer'> & {
  mailer: Mailer | undefined
  hooks: Hooks | undefined
  /** Says in its conversation what waited for the end of quiet hours. */
  say: (tx: Tx, notice: DueNotice) => Promise<void>
}

/** How a try ended: there, never, or not now; `said` is a code. */
type Tried = { end: 'sent' | 'failed' | 'later'; said: string | null }

/** Sends everything that is due; safe in several processes at once. Answers how many were tried. */
export async function sendNotices(world: World): Promise<number> {
  const now = world.clock.now()
  const due = await withSystem(world.db, (tx) => takeNotices(tx, { now, seconds: leaseSeconds, limit: chunk }))
  await Promise.all(due.map((notice) => send(world, notice)))
  return due.length
}

async function send(world: World, notice: DueNotice): Promise<void> {
  const { db, clock, log } = world
  if (notice.way === 'chat') return sayNow(world, notice)
  const { end, said } = await tried(world, notice).catch((error: unknown): Tried => {
    log.error({ notice: notice.id, err: error }, 'a notice could not be tried')
    return { end: 'later', said: 'fault' }
  })
  const at = clock.now()
  const waitMs = waitsMs[notice.attempts - 1]
  await withSystem(db, async (tx) => {
    if (end === 'later' && waitMs !== undefined)
      await putOffNotice(tx, notice, { said: said ?? '', tryAt: new Date(at.getTime() + waitMs) })
    else await endNotice(tx, notice, { end: end === 'sent' ? 'sent' : 'failed', said, at })
  })
  if (end !== 'sent')
    log.warn({ notice: notice.id, way: notice.way, attempts: notice.attempts, said }, 'a notice was not taken')
}

async function sayNow({ db, clock, say }: World, notice: DueNotice): Promise<void> {
  await withSystem(db, async (tx) => {
    // Ended first: whoever was held up in the middle finds that another process has said it.
    const ended = { end: notice.isMember ? 'sent' : 'failed', said: null, at: clock.now() } as const
    if ((await endNotice(tx, notice, ended)) && notice.isMember) await say(tx, notice)
  })
}

async function tried(world: World, notice: DueNotice): Promise<Tried> {
  const { body, mailbox, hook, isMember } = notice
  if (!isMember) return { end: 'failed', said: 'left' }
  if (notice.way === 'mail' && 'subject' in body) {
    if (world.mailer === undefined || mailbox === null) return { end: 'failed', said: 'nowhere' }
    return byMail(world.mailer, { id: notice.id, to: mailbox, ...body })
  }
  if (notice.way === 'webhook' && 'type' in body) {
    if (world.hooks === undefined || hook === null) return { end: 'failed', said: 'nowhere' }
    return byHook(world, world.hooks, notice, { ...hook, event: body })
  }
  return { end: 'failed', said: 'nowhere' }
}

async function byMail(mailer: Mailer, letter: Parameters<Mailer['send']>[0]): Promise<Tried> {
  try {
    await mailer.send(letter)
    return { end: 'sent', said: null }
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    return { end: error.kind === 'refused' ? 'failed' : 'later', said: error.kind }
  }
}

async function byHook(
  { sealer, clock }: World,
  hooks: Hooks,
  notice: DueNotice,
  to: { url: string; secret: string; event: object },
): Promise<Tried> {
  const body = JSON.stringify(to.event)
  const secret = sealer.open(notice.workspaceId, to.secret)
  try {
    const headers = signed(secret, { id: `msg_${notice.id}`, at: clock.now(), body })
    const status = await hooks.post(to.url, { headers, body })
    if (status >= 200 && status < 300) return { end: 'sent', said: String(status) }
    return { end: status === 410 ? 'failed' : 'later', said: String(status) }
  } catch (error) {
    if (!(error instanceof HookError)) throw error
    return { end: error.kind === 'refused' ? 'failed' : 'later', said: error.kind }
  }
}
