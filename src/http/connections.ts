// Connecting and removing accounts, for the API and the page alike.
import { wordsIn } from '../bot/replies/index.ts'
import { sayReason } from '../bot/replies/reasons.ts'
import { PlatformError } from '../core/errors.ts'
import type { Outcome } from '../core/outcome.ts'
import { type Asker as Connecting, type Connection, type PlatformId, platformNames } from '../core/platform.ts'
import { openAccount } from '../core/publishing/publisher.ts'
import { fullOf } from '../core/team/plans.ts'
import {
  type AccountRow,
  connectAccount,
  connectedAccounts,
  getAccount,
  removeAccount,
  setGap,
} from '../db/accounts.ts'
import { waitingFor } from '../db/checks.ts'
import { asSystem, type Tx, withSystem, withWorkspace } from '../db/client.ts'
import { lastHeardFrom } from '../db/conversations.ts'
import { getInstallation, identitiesOf } from '../db/tenants.ts'
import type { Language } from '../db/words.ts'
import type { House } from './house.ts'
import { type Asker, demand, mayConnect } from './identify.ts'
import { notFound, ProblemError } from './problem.ts'
import { written } from './written.ts'

const patienceMs = 40_000
const endingMs = 15_000

/** Where the published posts of a network can be read on this installation. */
export const pagesOf: Partial<Record<PlatformId, string>> = { practice: '/practice' }

/** An account as it stands after connecting. */
export type Connected = Awaited<ReturnType<typeof connectAccount>>

/** What can be connected here now. */
export function connectable(house: House): PlatformId[] {
  return [...house.app.ctx.platforms.values()].filter(({ connect }) => connect !== undefined).map(({ id }) => id)
}

/** The connected accounts of the asker's workspace. */
export function accountsOf(house: House, asker: Asker): Promise<AccountRow[]> {
  return withWorkspace(house.app.ctx.db, asker.workspaceId, connectedAccounts)
}

/** Connects an account with what was answered; throws a problem for those who may not, and for what does not work. Then nothing is stored. */
export async function connect(
  house: House,
  asker: Asker,
  platform: PlatformId,
  answers: Record<string, string> = {},
  language: Language = 'en',
): Promise<Connected> {
  demand(asker, mayConnect(asker))
  const way = wayOf(house, platform)
  const missing = way.asks.filter(({ name, isOptional }) => isOptional !== true && answers[name] === undefined)
  if (missing.length > 0) {
    const errors = missing.map(({ name }) => ({ path: name, message: 'needed' }))
    const names = missing.map(({ name }) => name).join(', ')
    throw new ProblemError(422, `Connecting ${platformNames[platform]} needs: ${names}.`, { errors })
  }
  if (way.open === undefined) {
    const at = `${house.publicUrl()}/connect/${platform}`
    throw new ProblemError(422, `${platformNames[platform]} is connected in a browser, at ${at}.`)
  }
  const asked = { answers, asker: await connecting(house, asker), signal: patience(house) }
  return keep(house, asker, platform, await answered(house, way.open(asked), language))
}

/** How accounts of a network are connected; throws a problem where this installation cannot. */
export function wayOf(house: House, platform: PlatformId) {
  const way = house.app.ctx.platforms.get(platform)?.connect
  if (way !== undefined) return way
  const names = connectable(house).map((one) => platformNames[one])
  throw new ProblemError(
    422,
    `${platformNames[platform]} is not available in this installation yet. What is: ${names.join(', ')}.`,
  )
}

/** Who asks, as a network may want to know it. */
export function connecting(house: House, asker: Asker): Promise<Connecting> {
  return withSystem(house.app.ctx.db, async (tx) => ({
    isHost: (await getInstallation(tx))?.ownerPersonId === asker.personId,
    identities: await identitiesOf(tx, asker.personId),
  }))
}

/** Stores an account that can be posted to. Its posts that waited go on. `isAsked`: a person went to the network for it. */
export function keep(
  house: House,
  asker: Asker,
  platform: PlatformId,
  made: Connection,
  isAsked = false,
): Promise<Connected> {
  const { db, sealer } = house.app.ctx
  const { workspaceId } = asker
  const { remoteId, name, credentials, settings } = made
  const sealed = credentials && sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform, remoteId, name, ...(sealed && { credentials: sealed }) }
  return withWorkspace(db, workspaceId, async (tx) => {
    await demandRoom(tx, house, given)
    const connected = await connectAccount(tx, { ...given, ...(settings && { settings }) })
    await written(house, tx, asker, 'connect account', { account: connected.account.id, platform })
    const { account, how } = connected
    const { waiting } = await waitingFor(tx, account.id)
    if (how !== 'renewed' || isAsked)
      await tellWhereAsked(house, tx, asker, { kind: 'connected', platform, account: name, how, waiting })
    return connected
  })
}

/** Throws where the plan has no room for another account; the same one again needs none. */
async function demandRoom(
  tx: Tx,
  house: House,
  { platform, remoteId }: { platform: PlatformId; remoteId: string },
): Promise<void> {
  const isKnown = (await connectedAccounts(tx)).some((one) => one.platform === platform && one.remoteId === remoteId)
  if (isKnown) return
  const full = await fullOf(tx, 'accounts', { now: house.app.ctx.clock.now() })
  if (full !== undefined) throw new ProblemError(409, wordsIn('en').team.limitReached(full))
}

/** Where the person talked last they hear that an account is connected: they left that chat for a page. */
async function tellWhereAsked(
  house: House,
  tx: Tx,
  { personId, workspaceId }: Asker,
  what: Extract<Outcome, { kind: 'connected' }>,
): Promise<void> {
  await asSystem(tx)
  const conversationId = await lastHeardFrom(tx, { personId, workspaceId })
  if (conversationId !== undefined) await house.app.ctx.tell(tx, { conversationId, workspaceId }, what)
}

/** Ends a conversation with a network that takes too long, or when the server stops. */
export function patience(house: House): AbortSignal {
  return AbortSignal.any([AbortSignal.timeout(patienceMs), house.stopping])
}

/** What a network answers; what it refuses, as a problem with its sentence. */
export async function answered<T>(house: House, work: Promise<T>, language: Language): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    house.app.ctx.log.info({ err: error }, 'an account was not connected')
    const words = sayReason(error.say, language)
    const said = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
    if (error.kind === 'rejected' || error.kind === 'auth') throw new ProblemError(422, said)
    if (error.kind !== 'limited') throw new ProblemError(503, said, { retryAfter: 30 })
    const waitMs = (error.retryAt?.getTime() ?? 0) - house.app.ctx.clock.now().getTime()
    throw new ProblemError(429, said, { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) })
  }
}

/** Sets how long an account rests between two posts. */
export async function rest(house: House, asker: Asker, id: string, seconds: number): Promise<AccountRow> {
  demand(asker, mayConnect(asker))
  const changed = await withWorkspace(house.app.ctx.db, asker.workspaceId, async (tx) => {
    await setGap(tx, [id], seconds)
    const account = await getAccount(tx, id)
    if (account !== undefined) await written(house, tx, asker, 'set gap', { account: id, seconds: String(seconds) })
    return account
  })
  if (changed === undefined) throw notFound('account')
  return changed
}

/** Removes an account; throws a problem where something is still planned on it. An access that is its alone ends at its network too. */
export async function disconnect(house: House, asker: Asker, id: string): Promise<void> {
  demand(asker, mayConnect(asker))
  const { db, clock } = house.app.ctx
  const account = await withWorkspace(db, asker.workspaceId, (tx) => getAccount(tx, id))
  const removed = await withWorkspace(db, asker.workspaceId, async (tx) => {
    const gone = await removeAccount(tx, id, clock.now())
    if (gone?.planned === 0) await written(house, tx, asker, 'remove account', { account: id })
    return gone
  })
  if (removed === undefined) throw notFound('account')
  const { planned } = removed
  if (planned > 0) {
    const what = planned === 1 ? '1 post is' : `${planned} posts are`
    throw new ProblemError(
      409,
      `${what} still planned here. Say "planned" in the chat, cancel what is listed, then try again.`,
    )
  }
  if (account !== undefined) await endAccess(house, account)
}

/** Ends the access of a removed account. What its network does not take back now runs out there; nothing here uses it. */
async function endAccess(house: House, account: AccountRow): Promise<void> {
  const { ctx } = house.app
  const platform = ctx.platforms.get(account.platform)
  if (platform?.hasOwnAccess !== true || account.credentials === null) return
  try {
    const open = openAccount(ctx, account.workspaceId, { ...account, lost: false })
    await platform.revoke?.(open, AbortSignal.any([AbortSignal.timeout(endingMs), house.stopping]))
  } catch (error) {
    ctx.log.warn(
      { account: account.id, err: error },
      'the access of a disconnected account was not ended at its network',
    )
  }
}
