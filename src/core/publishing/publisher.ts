// The one door for the irreversible: nothing else calls publish, edit or remove of a platform.
import { withSystem } from '../../db/client.ts'
import type { Correction } from '../../db/corrections.ts'
import { type Recorded, type Sendable, saveProgress } from '../../db/ledger.ts'
import { renew } from '../accounts/renew.ts'
import { brokenBy } from '../brand/terms.ts'
import type { Context } from '../context.ts'
import { PlatformError, unreachable } from '../errors.ts'
import { keyOf } from '../media/keep.ts'
import type { AccountAccess, Content, Credentials, Platform, Step } from '../platform.ts'
import { backOff, mostAttempts } from './back-off.ts'

/** Longest wait between two calls of a ratchet that is kept in hand; a longer one goes back to the clock. */
const inHandMs = 3_000
/** A ratchet that is in hand longer than this goes back to the clock after its step, as its request may take this long again. */
const inOneHandMs = 45_000

/** What the publisher needs to know of the claim: is it still ours, and are we asked to stop. */
export type Claim = { sender: string; holds(): boolean; signal: AbortSignal }

/** How sending ended: known, or to be settled because the answer or the claim was lost. */
export type Sent = { kind: 'ended'; end: Recorded } | { kind: 'unknown'; sentAt?: Date } | { kind: 'lost' }

/** Sends one claimed publication, call by call. Never throws for what a network does. */
export async function send(ctx: Context, item: Sendable, claim: Claim): Promise<Sent> {
  const platform = ctx.platforms.get(item.platform)
  const attempt = item.attempt
  if (platform === undefined || attempt === null) {
    return ended(ctx, item, {
      end: 'unavailable',
      status: 'failed',
      kind: 'unavailable',
      say: 'switchedOff',
    })
  }
  // What is half out is finished; nothing new begins with words that the brand never uses.
  const never = item.progress === null ? brokenBy(item.content, item.never) : []
  if (never.length > 0)
    return ended(ctx, item, { end: 'rejected', status: 'failed', kind: 'forbidden', say: never.join(', ') })
  const from = performance.now()
  let sentAt: Date | undefined
  let step: Step = {
    ...stepOf(ctx, item, claim.signal),
    frozen: item.frozen,
    progress: item.progress,
    sent: (at) => {
      sentAt ??= at
    },
  }
  for (;;) {
    if (!claim.holds()) return { kind: 'lost' }
    try {
      const answer = await platform.publish(step)
      if (answer.kind === 'done') {
        const { url, remoteId, say } = answer
        const published = { end: 'published', status: 'published', url, remoteId, ...(say && { say }) } as const
        return ended(ctx, item, { ...published, sentAt: sentAt ?? ctx.clock.now() })
      }
      const waitMs = answer.until.getTime() - ctx.clock.now().getTime()
      if (waitMs > inHandMs || performance.now() - from > inOneHandMs) {
        const saved = { progress: answer.progress, retryAt: answer.until }
        return ended(ctx, item, { end: 'wait', status: 'scheduled', ...saved, ...(sentAt && { sentAt }) })
      }
      const progress = answer.progress
      const kept = await withSystem(ctx.db, (tx) => saveProgress(tx, { id: item.id, sender: claim.sender, progress }))
      if (!kept) return { kind: 'lost' }
      step = { ...step, progress }
      if (waitMs > 0) await until(ctx, answer.until)
    } catch (error) {
      return faulted(ctx, item, error, sentAt)
    }
  }
}

/** Changes a published post at its network. Never throws: answers the fault, and when the request left. */
export async function correct(ctx: Context, item: Correction): Promise<{ sentAt?: Date; fault?: PlatformError }> {
  const platform = ctx.platforms.get(item.platform)
  let sentAt: Date | undefined
  try {
    if (platform?.edit === undefined) throw new PlatformError('rejected', 'noEdit')
    const { content, before, remoteId, workspaceId, publicationId } = item
    await platform.edit({
      ...{ publicationId, content, before, remoteId },
      account: openAccount(ctx, workspaceId, item.account),
      read: reader(ctx, workspaceId, content),
      piece: pieces(ctx, workspaceId, content),
      sent: (at) => {
        sentAt ??= at
      },
      signal: AbortSignal.timeout(60_000),
    })
    return { sentAt: sentAt ?? ctx.clock.now() }
  } catch (error) {
    const fault =
      error instanceof PlatformError ? error : surprise(ctx, item.publicationId, error, sentAt !== undefined)
    return { fault, ...(sentAt && { sentAt }) }
  }
}

/** Takes a published post away, at the network and only there. Throws a PlatformError when it cannot. */
export async function remove(
  ctx: Context,
  platform: Platform,
  account: AccountAccess,
  remoteId: string,
): Promise<void> {
  if (platform.remove === undefined) throw new PlatformError('rejected', 'noDelete')
  await platform.remove(account, remoteId, AbortSignal.timeout(30_000))
  ctx.log.info({ account: account.id, remoteId }, 'removed')
}

/** What every call to a network is given: the content, the open account, and its files. */
export function stepOf(ctx: Context, item: Sendable, signal: AbortSignal): Omit<Step, 'frozen' | 'progress' | 'sent'> {
  return {
    publicationId: item.id,
    account: openAccount(ctx, item.workspaceId, item.account),
    content: item.content,
    read: reader(ctx, item.workspaceId, item.content),
    piece: pieces(ctx, item.workspaceId, item.content),
    link: (mediaId) => ctx.fileLink(item.workspaceId, mediaId),
    ...(item.dueAt && { dueAt: item.dueAt }),
    signal,
  }
}

function reader(ctx: Context, workspaceId: string, { pictures, document }: Content): Step['read'] {
  return async (mediaId) => {
    const file = [...pictures, ...(document ? [document] : [])].find((one) => one.mediaId === mediaId)
    const bytes = file && (await ctx.storage.get(keyOf(workspaceId, mediaId, file.type)))
    if (bytes === undefined) throw new PlatformError('rejected', 'pictureGone')
    return bytes
  }
}

function pieces(ctx: Context, workspaceId: string, { films = [] }: Content): Step['piece'] {
  return async (mediaId, range) => {
    const film = films.find((one) => one.mediaId === mediaId)
    const found = film && (await ctx.storage.open(keyOf(workspaceId, mediaId, film.type), range))
    if (found === undefined) throw new PlatformError('rejected', 'filmGone')
    return new Uint8Array(Buffer.concat(await found.stream.toArray()))
  }
}

/** An account with its credentials open, for the time of one call; what is renewed meanwhile is stored and seen in it. */
export function openAccount(
  ctx: Pick<Context, 'db' | 'sealer'>,
  workspaceId: string,
  account: Sendable['account'],
): AccountAccess {
  const { id, remoteId, name, credentials: sealed } = account
  const credentials: Credentials = sealed === null ? {} : JSON.parse(ctx.sealer.open(workspaceId, sealed))
  const access: AccountAccess = { id, workspaceId, remoteId, name, credentials }
  access.renew = async (refresh) => {
    access.credentials = await renew(ctx, { id, workspaceId, known: access.credentials, refresh })
    return access.credentials
  }
  return access
}

function faulted(ctx: Context, item: Sendable, error: unknown, sentAt: Date | undefined): Sent {
  const fault = error instanceof PlatformError ? error : surprise(ctx, item.id, error, sentAt !== undefined)
  const heard = { kind: fault.kind, say: fault.say, ...(sentAt && { sentAt }) }
  const later = fault.retryAt ?? new Date(ctx.clock.now().getTime() + backOff(item.attempts))
  switch (fault.kind) {
    case 'rejected':
      return ended(ctx, item, { end: 'rejected', status: 'failed', ...heard })
    case 'unavailable':
      if (item.attempts >= mostAttempts) return ended(ctx, item, { end: 'unavailable', status: 'failed', ...heard })
      return ended(ctx, item, { end: 'unavailable', status: 'scheduled', retryAt: later, ...heard })
    case 'limited':
    case 'auth':
    case 'operator':
      return ended(ctx, item, { end: fault.kind, status: 'scheduled', retryAt: later, ...heard })
    case 'unknown':
      return { kind: 'unknown', ...(sentAt && { sentAt }) }
    default:
      return unreachable(fault.kind)
  }
}

/** A fault of ours: with the request out it is unknown, before that certainly nothing happened. */
function surprise(ctx: Context, publication: string, error: unknown, wasSent: boolean): PlatformError {
  ctx.log.error({ publication, err: error }, 'an adapter threw something that is not a PlatformError')
  return new PlatformError(wasSent ? 'unknown' : 'unavailable', 'ourFault', { cause: error })
}

function ended(ctx: Context, item: Sendable, how: Omit<Recorded, 'id' | 'attemptId' | 'at'>): Sent {
  return { kind: 'ended', end: { id: item.id, attemptId: item.attempt?.id ?? '', at: ctx.clock.now(), ...how } }
}

function until(ctx: Context, at: Date): Promise<void> {
  return new Promise((done) => {
    ctx.clock.at(at, done)
  })
}
