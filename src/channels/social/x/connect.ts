// Connecting an account of X by consent there, and what is known of it. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
import { z } from 'zod'
import type { Connect, Connection, Credentials } from '../../../core/platform.ts'
import { createDancer, type Dancer, demandScopes, stored } from '../oauth.ts'
import type { Rest } from '../rest.ts'
import type { XConfig } from './index.ts'

/** What the access is asked for; no more than is used. */
export const scopes = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access']
export const usualRoot = 'https://api.x.com'

const userSchema = z.object({
  data: z.looseObject({ id: z.string(), username: z.string(), subscription_type: z.string().optional() }),
})

/** The dance of X. Its consent is at another address than its API. */
export function danceOf({ apiRoot, clientId, clientSecret, request, now }: XConfig): Dancer {
  const dance = {
    authorizeUrl: `${apiRoot === usualRoot ? 'https://x.com' : apiRoot}/i/oauth2/authorize`,
    tokenUrl: `${apiRoot}/2/oauth2/token`,
    revokeUrl: `${apiRoot}/2/oauth2/revoke`,
    clientId,
    clientSecret,
    secretIn: 'header' as const,
    scopes,
    hasPkce: true,
  }
  return createDancer(dance, { request, now })
}

/** How an account is connected: by consent alone. */
export function connectX({ dancer, rest }: { dancer: Dancer; rest: Rest }): Connect {
  return {
    asks: [],
    consent: {
      asks: [],
      begin: ({ callbackUrl, state }) => dancer.begin({ callbackUrl, state }),
      async finish(back): Promise<Connection> {
        const tokens = await dancer.finish(back)
        demandScopes(scopes, tokens.scopes)
        const { id, username, settings } = await whoIs(rest, tokens.accessToken, back.signal)
        return { remoteId: id, name: `@${username}`, credentials: { ...stored(tokens), username }, settings }
      },
    },
  }
}

/** Whose access it is, and whether its posts may be long. */
export async function whoIs(rest: Rest, token: string, signal: AbortSignal) {
  const query = { 'user.fields': 'username,subscription_type' }
  const { value } = await rest({ path: '/2/users/me', query, token, signal }, userSchema.parse)
  const { id, username, subscription_type: plan } = value.data
  return { id, username, settings: { profile: { hasLongPosts: plan === 'Premium' || plan === 'PremiumPlus' } } }
}

/** Renews an access: X gives a new refresh token with it, and the old one is over. */
export async function refreshed(dancer: Dancer, known: Credentials, signal: AbortSignal): Promise<Credentials> {
  return stored(await dancer.refresh(known.refreshToken ?? '', signal), known)
}
