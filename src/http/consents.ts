// Consent at a network: begun by a member, finished by the same member once, with what was remembered in between.
import { type Connection, type Credentials, type PlatformId, platformNames, type Registry } from '../core/platform.ts'
import { hashToken, newToken, SealError } from '../core/secrets.ts'
import { withWorkspace } from '../db/client.ts'
import { findRegistration, forgetRegistration, keepRegistration, openConsent, takeConsent } from '../db/consents.ts'
import type { Language } from '../db/words.ts'
import { accountsOf, answered, type Connected, connecting, keep, patience, wayOf } from './connections.ts'
import type { House } from './house.ts'
import { type Asker, demand, mayConnect } from './identify.ts'
import { notFound, ProblemError } from './problem.ts'

const openMs = 30 * 60_000

/** Where to send the person; `state` is what they bring back. */
export type Begun = { url: string; shownUrl?: string; state: string }

/** Begins a consent. Throws a problem where the network or its server cannot be asked. */
export async function beginConsent(
  house: House,
  asker: Asker,
  platform: PlatformId,
  answers: Record<string, string>,
  language: Language,
): Promise<Begun> {
  demand(asker, mayConnect(asker))
  const { workspaceId } = asker
  const consent = consentOf(house, platform)
  const own = newToken()
  const callbackUrl = `${house.publicUrl()}/connect/${platform}/callback`
  const asked = { answers, asker: await connecting(house, asker), signal: patience(house) }
  const registry = registryOf(house, workspaceId, platform)
  const begun = await answered(house, consent.begin({ ...asked, callbackUrl, state: own, registry }), language)
  const state = await remember(house, asker, platform, begun.memory, begun.state ?? own)
  const { url, shownUrl } = begun
  return { url, state, ...(shownUrl !== undefined && { shownUrl }) }
}

/** What came back from a network: a code, as it was typed or in the address with whatever else stood there. */
export type CameBack = { state: string; code: string; isPasted: boolean; params: Record<string, string> }

/** How a consent ended: connected, or several accounts to choose from, under a state that is good once. */
export type Finished =
  | { kind: 'connected'; accounts: Connected[] }
  | { kind: 'choose'; state: string; accounts: Candidate[] }

/** An account that was found; `isConnected` where it is connected here already. */
export type Candidate = Pick<Connection, 'remoteId' | 'name' | 'is'> & { isConnected: boolean }

/**
 * Finishes a consent with the code that came back. A state is good once, for the member and the workspace it was begun in.
 * Of several accounts those connected already get their new access at once; which others are wanted is asked.
 */
export async function finishConsent(
  house: House,
  asker: Asker,
  platform: PlatformId,
  { state, code, isPasted, params }: CameBack,
  language: Language,
): Promise<Finished> {
  demand(asker, mayConnect(asker))
  const { workspaceId } = asker
  const consent = consentOf(house, platform)
  const memory = await remembered(house, asker, platform, state)
  const registry = registryOf(house, workspaceId, platform)
  const signal = patience(house)
  const back = { code, isPasted, params, memory, registry, signal }
  const found = await answered(house, consent.finish(back), language)
  const made = Array.isArray(found) ? found : [found]
  const here = await accountsOf(house, asker)
  const isHere = ({ remoteId }: Connection) =>
    here.some((one) => one.platform === platform && one.remoteId === remoteId)
  const connected: Connected[] = []
  for (const one of made.filter((each) => made.length === 1 || isHere(each)))
    connected.push(await keep(house, asker, platform, one, true))
  if (made.length === 1 || made.every(isHere)) return { kind: 'connected', accounts: connected }
  return choice(house, asker, platform, made)
}

/** Asks which of the accounts that a consent found are wanted, under a state that is good once. */
async function choice(house: House, asker: Asker, platform: PlatformId, made: Connection[]): Promise<Finished> {
  const here = await accountsOf(house, asker)
  const state = await remember(house, asker, platform, { found: JSON.stringify(made) })
  const accounts = made.map(({ remoteId, name, is }) => {
    const isConnected = here.some((one) => one.platform === platform && one.remoteId === remoteId)
    return { remoteId, name, isConnected, ...(is && { is }) }
  })
  return { kind: 'choose', state, accounts }
}

/**
 * What the network led back with instead of a code. Answers where to go instead, where the network can be asked for less;
 * undefined where nothing is to be done.
 */
export async function refusedConsent(
  house: House,
  asker: Asker,
  platform: PlatformId,
  back: { state: string; error: string },
  language: Language,
): Promise<Begun | undefined> {
  demand(asker, mayConnect(asker))
  const consent = consentOf(house, platform)
  if (consent.refused === undefined || back.state === '') return undefined
  const memory = await remembered(house, asker, platform, back.state)
  const state = newToken()
  const registry = registryOf(house, asker.workspaceId, platform)
  const asked = { error: back.error, memory, state, registry, signal: patience(house) }
  const begun = await answered(house, consent.refused(asked), language)
  if (begun === undefined) return undefined
  await remember(house, asker, platform, begun.memory, state)
  return { url: begun.url, state }
}

/** Connects those that were chosen of the accounts that a consent found; the same state is good once. Where none was, it asks again. */
export async function chooseAccounts(
  house: House,
  asker: Asker,
  platform: PlatformId,
  { state, picked }: { state: string; picked: readonly string[] },
): Promise<Finished> {
  demand(asker, mayConnect(asker))
  const { found } = await remembered(house, asker, platform, state)
  const made: Connection[] = JSON.parse(found ?? '[]')
  const connected: Connected[] = []
  for (const one of made.filter(({ remoteId }) => picked.includes(remoteId)))
    connected.push(await keep(house, asker, platform, one, true))
  return connected.length === 0 ? choice(house, asker, platform, made) : { kind: 'connected', accounts: connected }
}

/** Keeps something sealed for one member and one use; answers the state under which it is found. */
async function remember(house: House, asker: Asker, platform: PlatformId, what: Credentials, state = newToken()) {
  const { db, clock, sealer } = house.app.ctx
  const { workspaceId, memberId } = asker
  const memory = sealer.seal(workspaceId, JSON.stringify(what))
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + openMs)
  const row = { workspaceId, memberId, platform, memory, stateHash: hashToken(state), expiresAt }
  await withWorkspace(db, workspaceId, (tx) => openConsent(tx, row, now))
  return state
}

/** What was kept under a state; this uses it up. Throws a problem for one that is used, too old, foreign or forged. */
async function remembered(house: House, asker: Asker, platform: PlatformId, state: string): Promise<Credentials> {
  const { db, clock, sealer, log } = house.app.ctx
  const { workspaceId, memberId } = asker
  const mine = { memberId, platform, stateHash: hashToken(state) }
  const sealed = await withWorkspace(db, workspaceId, (tx) => takeConsent(tx, mine, clock.now()))
  const memory = sealed === undefined ? undefined : opened(() => sealer.open(workspaceId, sealed))
  if (memory !== undefined) return memory
  log.warn(
    { platform, workspaceId, memberId },
    'a callback with a state that is wrong, used or of somebody else was refused',
  )
  throw new ProblemError(422, `This was used already or is too old. Connect ${platformNames[platform]} again.`)
}

function consentOf(house: House, platform: PlatformId) {
  const { consent } = wayOf(house, platform)
  if (consent === undefined) throw notFound('way to connect')
  return consent
}

/** Clients registered with servers, kept sealed for one workspace. */
function registryOf(house: House, workspaceId: string, platform: PlatformId): Registry {
  const { db, sealer } = house.app.ctx
  return {
    async find(name) {
      const sealed = await withWorkspace(db, workspaceId, (tx) => findRegistration(tx, platform, name))
      return sealed === undefined ? undefined : opened(() => sealer.open(workspaceId, sealed))
    },
    async keep(name, given) {
      const registration = sealer.seal(workspaceId, JSON.stringify(given))
      await withWorkspace(db, workspaceId, (tx) => keepRegistration(tx, { workspaceId, platform, name, registration }))
    },
    async forget(name) {
      await withWorkspace(db, workspaceId, (tx) => forgetRegistration(tx, platform, name))
    },
  }
}

/** What was sealed, or undefined for what an earlier key sealed: it is begun again then. */
function opened(open: () => string): Credentials | undefined {
  try {
    return JSON.parse(open())
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}
