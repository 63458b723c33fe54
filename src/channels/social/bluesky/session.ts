// Sessions: opened once with an app password or by consent, then renewed; who uses one need not know which it is. Logging in
// is limited to 300 a day for an account.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Credentials } from '../../../core/platform.ts'
import type { Token, Xrpc } from './api.ts'
import { codeOf } from './faults.ts'
import { type Grants, grantSchema, isGrant, renewAtOf } from './oauth/grant.ts'

/** What is stored of an account with an app password: the server that holds it and the two tokens of its session. */
const passwordSchema = z.object({ service: z.string(), accessJwt: z.string(), refreshJwt: z.string() })

/** A session as servers answer it. */
export const sessionSchema = z.object({
  did: z.string(),
  handle: z.string(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
  didDoc: z.unknown().optional(),
  active: z.boolean().optional(),
})

/** A token that ends within this time is renewed beforehand, so that nothing has to be renewed at the second itself. */
const spareMs = 10 * 60_000
const refusedTokens: readonly (string | undefined)[] = [
  'ExpiredToken',
  'InvalidToken',
  'AuthenticationRequired',
  // As it is said of a token that was given by consent.
  'invalid_token',
]

/** Where an account lives and the token that is good now. */
export type Access = { service: string; token: Token }

/** What a session is used with; without `grants` none that was given by consent can be. */
export type SessionUse = {
  xrpc: Xrpc
  now: () => Date
  grants: Grants | undefined
  account: AccountAccess
  signal: AbortSignal
}

/** Does something with a good token; a refused one is renewed once, and then it is done again. */
export async function withSession<T>(use: SessionUse, act: (access: Access) => Promise<T>): Promise<T> {
  const first = accessOf(use)
  const renewAt = renewalOf(use.account.credentials)
  const isEnding = renewAt !== undefined && renewAt < use.now()
  const access = isEnding && use.account.renew !== undefined ? await renewSession(use) : first
  try {
    return await act(access)
  } catch (error) {
    if (!refusedTokens.includes(codeOf(error)) || use.account.renew === undefined) throw error
    return act(await renewSession(use))
  }
}

/** Renews the session of an account and stores it. Throws `auth` where it is over. */
export async function renewSession(use: SessionUse): Promise<Access> {
  const { xrpc, account, signal } = use
  if (account.renew === undefined) throw new PlatformError('auth', 'sessionOver')
  await account.renew(async (stored): Promise<Credentials> => {
    if (isGrant(stored)) return grantsOf(use).refresh(stored, account, signal)
    const { service, refreshJwt } = parsed(stored)
    const method = 'com.atproto.server.refreshSession'
    const fresh = await xrpc({ service, method, token: refreshJwt, signal }, sessionSchema.parse).catch(
      (error: unknown) => {
        // Whatever word it is refused with, a refused refresh token is the end of the session.
        if (error instanceof PlatformError && error.kind === 'rejected')
          throw new PlatformError('auth', 'notLetIn', { cause: error })
        throw error
      },
    )
    if (fresh.did !== account.remoteId) throw new PlatformError('auth', 'otherAccount')
    return { ...stored, accessJwt: fresh.accessJwt, refreshJwt: fresh.refreshJwt }
  })
  return accessOf(use)
}

/** Ends the session at its server; one that is over already is no fault. True: nothing of it is left. */
export async function endSession(use: Omit<SessionUse, 'now'>): Promise<boolean> {
  const { xrpc, account, signal } = use
  if (isGrant(account.credentials)) return grantsOf(use).end(account.credentials, account, signal)
  const { service, refreshJwt: token } = parsed(account.credentials)
  const method = 'com.atproto.server.deleteSession'
  await xrpc({ service, method, token, signal }, () => undefined).catch((error: unknown) => {
    if (!refusedTokens.includes(codeOf(error))) throw error
  })
  return true
}

/** The server that holds an account. */
export function serviceOf(credentials: Credentials): string {
  return isGrant(credentials) ? grantSchema.parse(credentials).service : parsed(credentials).service
}

/** The server of an account and its token as stored. */
function accessOf(use: Pick<SessionUse, 'account' | 'grants'>): Access {
  const { credentials } = use.account
  const token = isGrant(credentials) ? grantsOf(use).token(credentials) : parsed(credentials).accessJwt
  return { service: serviceOf(credentials), token }
}

function grantsOf({ grants }: Pick<SessionUse, 'grants'>): Grants {
  if (grants === undefined) throw new PlatformError('operator', 'switchedOff')
  return grants
}

function parsed(credentials: Credentials): z.infer<typeof passwordSchema> {
  const read = passwordSchema.safeParse(credentials)
  if (!read.success) throw new PlatformError('auth', 'nothingStored')
  return read.data
}

/** When a session is to be renewed beforehand, where that is known. */
function renewalOf(credentials: Credentials): Date | undefined {
  if (isGrant(credentials)) return renewAtOf(credentials)
  const endsAt = endOf(parsed(credentials).accessJwt)
  return endsAt === undefined ? undefined : new Date(endsAt.getTime() - spareMs)
}

/** When a token ends, as it says itself; undefined for one that does not say. */
function endOf(token: string): Date | undefined {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof exp === 'number' ? new Date(exp * 1000) : undefined
  } catch {
    // A token is the server's business: one that is no JWT is tried as it is.
    return undefined
  }
}
