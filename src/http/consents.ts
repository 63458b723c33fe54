// Consent at a network: begun by a member, finished by the same member once, with what was remembered in between.
import { type Credentials, type PlatformId, platformNames, type Registry } from '../core/platform.ts'
import { hashToken, newToken, SealError } from '../core/secrets.ts'
import { withWorkspace } from '../db/client.ts'
import { findRegistration, forgetRegistration, keepRegistration, openConsent, takeConsent } from '../db/consents.ts'
import type { Language } from '../db/words.ts'
import { answered, type Connected, connecting, keep, patience, wayOf } from './connections.ts'
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
  const { db, clock, sealer } = house.app.ctx
  const { workspaceId, memberId } = asker
  const consent = consentOf(house, platform)
  const state = newToken()
  const callbackUrl = `${house.publicUrl()}/connect/${platform}/callback`
  const asked = { answers, asker: await connecting(house, asker), signal: patience(house) }
  const registry = registryOf(house, workspaceId, platform)
  const begun = await answered(house, consent.begin({ ...asked, callbackUrl, state, registry }), language)
  const memory = sealer.seal(workspaceId, JSON.stringify(begun.memory))
  const now = clock.now()
  const row = { workspaceId, memberId, platform, memory, stateHash: hashToken(state) }
  const expiresAt = new Date(now.getTime() + openMs)
  await withWorkspace(db, workspaceId, (tx) => openConsent(tx, { ...row, expiresAt }, now))
  const { url, shownUrl } = begun
  return { url, state, ...(shownUrl !== undefined && { shownUrl }) }
}

/** Finishes a consent with the code that came back. A state is good once, for the member and the workspace it was begun in. */
export async function finishConsent(
  house: House,
  asker: Asker,
  platform: PlatformId,
  back: { state: string; code: string; isPasted: boolean },
  language: Language,
): Promise<Connected> {
  demand(asker, mayConnect(asker))
  const { db, clock, sealer } = house.app.ctx
  const { workspaceId, memberId } = asker
  const consent = consentOf(house, platform)
  const mine = { memberId, platform, stateHash: hashToken(back.state) }
  const sealed = await withWorkspace(db, workspaceId, (tx) => takeConsent(tx, mine, clock.now()))
  const memory = sealed === undefined ? undefined : opened(() => sealer.open(workspaceId, sealed))
  if (memory === undefined)
    throw new ProblemError(422, `This was used already or is too old. Connect ${platformNames[platform]} again.`)
  const { code, isPasted } = back
  const registry = registryOf(house, workspaceId, platform)
  const signal = patience(house)
  const made = await answered(house, consent.finish({ code, isPasted, memory, registry, signal }), language)
  return keep(house, asker, platform, made)
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
