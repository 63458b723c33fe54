// A grant as it is stored: tokens that are good only with the key they were given to, renewed before their end, given back at the end.
import type { NodeSavedSession } from '@atproto/oauth-client-node'
import { z } from 'zod'
import { PlatformError } from '../../../../core/errors.ts'
import type { AccountAccess, Credentials } from '../../../../core/platform.ts'
import type { Token } from '../api.ts'
import { type Kept, openLibrary, type Reach } from './client.ts'
import { createProver } from './dpop.ts'
import { asClient, grantFault } from './faults.ts'
import { type Client, clientOf } from './installation.ts'

/** What is stored of an account: the server that holds it, the grant as JSON, whose client has it, and when it is renewed. */
export const grantSchema = z.object({
  service: z.string(),
  grant: z.string(),
  clientId: z.string(),
  renewAt: z.string().optional(),
})

const spareMs = 10 * 60_000

/** Whether what is stored was given by consent, not for an app password. */
export function isGrant(credentials: Credentials): boolean {
  return credentials.grant !== undefined
}

/** The grant as it is stored. It is renewed ten minutes before its end, or in the middle of a short one. */
export function storedGrant(session: NodeSavedSession, { client, now }: { client: Client; now: Date }): Credentials {
  const { aud, expires_at } = session.tokenSet
  const leftMs = expires_at === undefined ? undefined : Date.parse(expires_at) - Date.now()
  return {
    service: new URL(aud).origin,
    grant: JSON.stringify(session),
    clientId: client.id,
    ...(leftMs !== undefined && {
      renewAt: new Date(now.getTime() + Math.max(leftMs - spareMs, leftMs / 2)).toISOString(),
    }),
  }
}

/** What can be done with grants. */
export type Grants = ReturnType<typeof createGrants>

/** Makes it. */
export function createGrants(reach: Reach, now: () => Date) {
  return {
    /** The access as it goes with a call: the token and a proof of its key. */
    token(credentials: Credentials): Token {
      const { tokenSet, dpopJwk } = sessionIn(credentials)
      return createProver({ token: tokenSet.access_token, jwk: dpopJwk, nonces: reach.nonces })
    },

    /** What is stored after a renewal: the old one is over. Throws `auth` where the grant is over. */
    async refresh(known: Credentials, account: AccountAccess, signal: AbortSignal): Promise<Credentials> {
      const { client, host } = mine(known)
      const { library, kept } = await opened(client, known, account, signal)
      await asClient(() => library.renew(account.remoteId)).catch((error: unknown) => {
        throw grantFault(error, { what: 'refresh', host, now: now() })
      })
      const session = kept.sessions.get(account.remoteId)
      if (session === undefined) throw new PlatformError('auth', 'sessionOver')
      return storedGrant(session, { client, now: now() })
    },

    /** Gives the grant back; one that is over already is no fault. */
    async end(known: Credentials, account: AccountAccess, signal: AbortSignal): Promise<boolean> {
      const { client, host } = mine(known)
      const { library } = await opened(client, known, account, signal)
      await asClient(() => library.giveBack(account.remoteId)).catch((error: unknown) => {
        // Some answer with no word at all.
        if (error instanceof Error && 'response' in error && error.response instanceof Response && error.response.ok)
          return
        const fault = grantFault(error, { what: 'refresh', host, now: now() })
        if (fault.kind !== 'auth') throw fault
      })
      return true
    },
  }

  async function opened(client: Client, known: Credentials, account: AccountAccess, signal: AbortSignal) {
    const kept: Kept = { states: new Map(), sessions: new Map([[account.remoteId, sessionIn(known)]]) }
    return { library: await openLibrary(reach, client, kept, signal), kept }
  }

  /** This installation as it was when it was given the grant; at another address it is somebody else to the server. */
  function mine(known: Credentials): { client: Client; host: string } {
    const { clientId, service } = parsed(known)
    const client = clientOf(reach.installation)
    if (client?.id !== clientId) throw new PlatformError('operator', 'addressChanged')
    return { client, host: new URL(service).host }
  }
}

/** When it is to be renewed. */
export function renewAtOf({ renewAt }: Credentials): Date | undefined {
  return renewAt === undefined ? undefined : new Date(renewAt)
}

function parsed(credentials: Credentials): z.infer<typeof grantSchema> {
  const read = grantSchema.safeParse(credentials)
  if (!read.success) throw new PlatformError('auth', 'nothingStored')
  return read.data
}

/** What the library wrote comes back as it was. */
function sessionIn(credentials: Credentials): NodeSavedSession {
  return JSON.parse(parsed(credentials).grant)
}
