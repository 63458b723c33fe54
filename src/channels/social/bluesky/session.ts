// Sessions: opened once with an app password, then renewed. Logging in is limited to 300 a day for an account.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Credentials } from '../../../core/platform.ts'
import type { Xrpc } from './api.ts'
import { codeOf } from './faults.ts'

/** What is stored of an account: the server that holds it and the two tokens of its session. */
export const credentialsSchema = z.object({ service: z.string(), accessJwt: z.string(), refreshJwt: z.string() })

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
const refusedTokens: readonly (string | undefined)[] = ['ExpiredToken', 'InvalidToken', 'AuthenticationRequired']

/** Where an account lives and the token that is good now. */
export type Access = { service: string; token: string }

/** What a session is used with. */
export type SessionUse = { xrpc: Xrpc; now: () => Date; account: AccountAccess; signal: AbortSignal }

/** Does something with a good token; a refused one is renewed once, and then it is done again. */
export async function withSession<T>(use: SessionUse, act: (access: Access) => Promise<T>): Promise<T> {
  const first = accessOf(use.account.credentials)
  const endsAt = endOf(first.token)
  const isEnding = endsAt !== undefined && endsAt.getTime() - use.now().getTime() < spareMs
  const access = isEnding && use.account.renew !== undefined ? await renewSession(use) : first
  try {
    return await act(access)
  } catch (error) {
    if (!refusedTokens.includes(codeOf(error)) || use.account.renew === undefined) throw error
    return act(await renewSession(use))
  }
}

/** Renews the session of an account and stores it. Throws `auth` where it is over. */
export async function renewSession({ xrpc, account, signal }: SessionUse): Promise<Access> {
  if (account.renew === undefined) throw new PlatformError('auth', 'sessionOver')
  const good = await account.renew(async (stored): Promise<Credentials> => {
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
  return accessOf(good)
}

/** Ends the session at its server; one that is over already is no fault. True: nothing of it is left. */
export async function endSession({ xrpc, account, signal }: Pick<SessionUse, 'xrpc' | 'account' | 'signal'>) {
  const { service, refreshJwt: token } = parsed(account.credentials)
  const method = 'com.atproto.server.deleteSession'
  await xrpc({ service, method, token, signal }, () => undefined).catch((error: unknown) => {
    if (!refusedTokens.includes(codeOf(error))) throw error
  })
  return true
}

/** The server of an account and its token as stored. */
export function accessOf(credentials: Credentials): Access {
  const { service, accessJwt: token } = parsed(credentials)
  return { service, token }
}

function parsed(credentials: Credentials): z.infer<typeof credentialsSchema> {
  const read = credentialsSchema.safeParse(credentials)
  if (!read.success) throw new PlatformError('auth', 'nothingStored')
  return read.data
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
