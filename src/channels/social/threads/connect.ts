// Connecting Threads by consent there, and keeping the access alive: 60 days, renewed before half of them are over.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { Connect, Connection, Credentials } from '../../../core/platform.ts'
import { createDancer, type Dancer } from '../oauth.ts'
import type { Rest } from '../rest.ts'
import type { ThreadsConfig } from './index.ts'

export const usualRoot = 'https://graph.threads.net'
const scopes = ['threads_basic', 'threads_content_publish', 'threads_manage_insights', 'threads_delete']

const tokenSchema = z.looseObject({ access_token: z.string(), expires_in: z.number().optional() })
const meSchema = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String), username: z.string() })

/** The dance of Threads. Its consent is at another address than its API. */
export function danceOf({ apiRoot = usualRoot, clientId, clientSecret, request, now }: ThreadsConfig): Dancer {
  const dance = {
    authorizeUrl: `${apiRoot === usualRoot ? 'https://threads.net' : apiRoot}/oauth/authorize`,
    tokenUrl: `${apiRoot}/oauth/access_token`,
    ...{ clientId, clientSecret, scopes, scopeJoin: ',' as const, secretIn: 'body' as const, hasPkce: false },
  }
  return createDancer(dance, { request, now })
}

/** How an account is connected: by consent alone, and the short access becomes a long one at once. */
export function connectThreads(given: { dancer: Dancer; rest: Rest; secret: string; now: () => Date }): Connect {
  const { dancer, rest, secret, now } = given
  return {
    asks: [],
    consent: {
      asks: [],
      begin: ({ callbackUrl, state }) => dancer.begin({ callbackUrl, state }),
      async finish(back): Promise<Connection> {
        const { signal } = back
        const short = await dancer.finish(back)
        const query = { grant_type: 'th_exchange_token', client_secret: secret, access_token: short.accessToken }
        const { value } = await rest({ path: '/access_token', query, signal }, tokenSchema.parse)
        const credentials = credentialsOf(value, now())
        const me = await whoIs(rest, value.access_token, signal)
        return { remoteId: me.id, name: `@${me.username}`, credentials: { ...credentials, username: me.username } }
      },
    },
  }
}

/** Whose access it is. */
export async function whoIs(rest: Rest, token: string, signal: AbortSignal) {
  return (await rest({ path: '/v1.0/me', query: { fields: 'id,username' }, token, signal }, meSchema.parse)).value
}

/** Renews an access that is at least a day old; one that is over cannot be renewed. */
export async function refreshed(rest: Rest, known: Credentials, now: Date, signal: AbortSignal): Promise<Credentials> {
  const query = { grant_type: 'th_refresh_token', access_token: known.accessToken ?? '' }
  try {
    const { value } = await rest({ path: '/refresh_access_token', query, signal }, tokenSchema.parse)
    return { ...known, ...credentialsOf(value, now) }
  } catch (error) {
    // Whatever word it is refused with: it is not let in with this any more.
    if (error instanceof PlatformError && error.kind === 'rejected')
      throw new PlatformError('auth', 'notLetIn', { cause: error.cause })
    throw error
  }
}

function credentialsOf(
  { access_token, expires_in = 60 * 86_400 }: z.infer<typeof tokenSchema>,
  now: Date,
): Credentials {
  return { accessToken: access_token, endsAt: new Date(now.getTime() + expires_in * 1000).toISOString() }
}
