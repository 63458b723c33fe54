// The second itself: one timer for the earliest armed moment, a bounded claim, everything sent at once, ends recorded together.

import { loseAccount } from '../../db/checks.ts'
import { withSystem } from '../../db/client.ts'
import { claim, lapse, leaseSeconds, nextDue, type Recorded, record, renew, type Sendable } from '../../db/ledger.ts'
import type { Context } from '../context.ts'
import { send } from './publisher.ts'

/** Most publications of one claim; the next claim follows at once. */
const batch = 500
/** Ends that come within this time are written in one transaction. */
const gatherMs = 50
/** What ended is told within this time even while other posts are on their way. */
const tellWithinMs = 1_000

/** The part of the process that sends what is due. */
export type Firer = ReturnType<typeof createFirer>

/** Makes a firer; `onEnded` is called after ends were recorded, and nothing it does can make a post go out again. */
export function createFirer(ctx: Context, onEnded: () => Promise<void>) {
  const inFlight = new Map<string, { item: Sendable; heldUntil: number }>()
  const stopped = new AbortController()
  let ends: Recorded[] = []
  let gathering: Promise<void> | undefined
  let cancelTimer = () => {}
  let firing: Promise<void> | undefined
  let telling: Promise<void> | undefined
  let again = false

  /** Claims and sends what is due now, until nothing is; then sets the timer for what comes next. */
  function fire(): Promise<void> {
    again = true
    firing ??= run().finally(() => {
      firing = undefined
    })
    return firing
  }

  async function run(): Promise<void> {
    while (again && !stopped.signal.aborted) {
      again = false
      await claimAll()
    }
    await setTimer()
  }

  async function claimAll(): Promise<void> {
    for (;;) {
      const items = await claimSome()
      for (const item of items) void sendOne(item)
      if (items.length < batch || stopped.signal.aborted) return
    }
  }

  /** One claim; if it raises, the batch is repeated row by row so that one row never holds the others. */
  async function claimSome(): Promise<Sendable[]> {
    const given = { now: ctx.clock.now(), sender: ctx.process, limit: batch }
    try {
      return await withSystem(ctx.db, (tx) => claim(tx, given))
    } catch (error) {
      ctx.log.warn({ err: error }, 'a claim was refused; claiming one by one')
      const one = await withSystem(ctx.db, (tx) => claim(tx, { ...given, limit: 1 })).catch(() => [])
      return one
    }
  }

  async function sendOne(item: Sendable): Promise<void> {
    const held = { item, heldUntil: performance.now() + (leaseSeconds - 2) * 1000 }
    inFlight.set(item.id, held)
    const own = {
      sender: ctx.process,
      holds: () => performance.now() < held.heldUntil,
      signal: AbortSignal.timeout(120_000),
    }
    try {
      const sent = await send(ctx, item, own)
      if (sent.kind === 'ended') await keep(sent.end)
      else await letGo(item, sent.kind === 'unknown' ? sent.sentAt : undefined)
    } catch (error) {
      ctx.log.error(
        { publication: item.id, err: error },
        'the end of a publication could not be written; settling will decide',
      )
    } finally {
      inFlight.delete(item.id)
    }
  }

  /** The answer was lost: the claim ends now and settling begins. */
  async function letGo(item: Sendable, sentAt: Date | undefined): Promise<void> {
    await withSystem(ctx.db, async (tx) => {
      await lapse(tx, { id: item.id, sender: ctx.process, sentAt })
      await ctx.enqueue(tx, 'settle', [{ key: item.id }])
    })
  }

  /** Adds an end to those that are about to be written; resolves when it stands in the ledger. */
  function keep(end: Recorded): Promise<void> {
    ends.push(end)
    gathering ??= new Promise<void>((done) => setTimeout(done, gatherMs)).then(() => {
      const now = ends
      ends = []
      gathering = undefined
      return write(now)
    })
    return gathering
  }

  async function write(now: Recorded[]): Promise<void> {
    await withSystem(ctx.db, async (tx) => {
      await record(tx, ctx.process, now)
      for (const end of now) {
        const item = inFlight.get(end.id)?.item
        if (end.end === 'auth' && item !== undefined)
          await loseAccount(tx, { accountId: item.account.id, at: end.at, reason: end.say ?? '' })
      }
    })
    telling ??= tell()
    void fire().catch((error) => ctx.log.error({ err: error }, 'firing failed; the clock will try again'))
  }

  /** Tells what ended once nothing is on its way, so that telling never delays sending; soon in any case. */
  async function tell(): Promise<void> {
    const patience = performance.now() + tellWithinMs
    while (inFlight.size > 0 && performance.now() < patience) await new Promise((done) => setTimeout(done, 20))
    telling = undefined
    await onEnded().catch((error) => ctx.log.error({ err: error }, 'what ended could not be told yet; the clock will'))
  }

  async function setTimer(): Promise<void> {
    cancelTimer()
    if (stopped.signal.aborted) return
    const next = await withSystem(ctx.db, (tx) => nextDue(tx, ctx.clock.now()))
    if (next === null || stopped.signal.aborted) return
    cancelTimer = ctx.clock.at(next, () => {
      void fire().catch((error) => ctx.log.error({ err: error }, 'firing failed; the clock will try again'))
    })
  }

  /** Renews the claims of what is under way. Called often by the clock. */
  async function keepClaims(): Promise<void> {
    const ids = [...inFlight.keys()]
    if (ids.length === 0) return
    const from = performance.now()
    await withSystem(ctx.db, (tx) => renew(tx, { ids, sender: ctx.process }))
    for (const held of inFlight.values()) held.heldUntil = from + (leaseSeconds - 2) * 1000
  }

  return {
    fire,
    keepClaims,
    /** How many are under way. */
    underWay: () => inFlight.size + ends.length + (telling === undefined ? 0 : 1),
    /** No new claims from now on; resolves when what is under way has ended, or after `timeoutMs`. */
    async stop(timeoutMs = 60_000): Promise<void> {
      stopped.abort()
      cancelTimer()
      await firing?.catch(() => undefined)
      const deadline = performance.now() + timeoutMs
      while ((inFlight.size > 0 || gathering !== undefined) && performance.now() < deadline) {
        await new Promise((done) => setTimeout(done, 20))
      }
      await telling
    },
  }
}
