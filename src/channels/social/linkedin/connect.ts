// Connecting LinkedIn by consent: the person and, where the app may, the pages they post for.
import { z } from 'zod'
import type { Connect, Connection, Credentials } from '../../../core/platform.ts'
import { createDancer, type Dancer, demandScopes, stored, type Tokens } from '../oauth.ts'
import type { Rest } from '../rest.ts'
import type { LinkedinConfig } from './index.ts'

export const usualRoot = 'https://api.linkedin.com'
/** What every app may ask for. */
const ownScopes = ['openid', 'profile', 'w_member_social']
/** What an app with the Community Management API may ask for beside it. */
const pageScopes = ['w_organization_social', 'r_organization_social', 'rw_organization_admin']
const postingRoles = ['ADMINISTRATOR', 'CONTENT_ADMINISTRATOR', 'CONTENT_ADMIN', 'DIRECT_SPONSORED_CONTENT_POSTER']
/** Under this name it is kept that the app of this installation may not ask for pages. */
const appName = 'app'

const meSchema = z.looseObject({ sub: z.string(), name: z.string().optional() })
const rolesSchema = z.object({
  elements: z.array(
    z.looseObject({ organization: z.string().optional(), organizationTarget: z.string().optional(), role: z.string() }),
  ),
})
const pageSchema = z.looseObject({ localizedName: z.string().optional() })

/** The dances of LinkedIn, with and without pages: it is always asked for the same, or earlier accesses end. */
export function dancersOf({ apiRoot = usualRoot, clientId, clientSecret, request, now }: LinkedinConfig) {
  const door = apiRoot === usualRoot ? 'https://www.linkedin.com' : apiRoot
  const make = (scopes: string[]) =>
    createDancer(
      {
        authorizeUrl: `${door}/oauth/v2/authorization`,
        tokenUrl: `${door}/oauth/v2/accessToken`,
        revokeUrl: `${door}/oauth/v2/revoke`,
        ...{ clientId, clientSecret, scopes, secretIn: 'body', hasPkce: false },
      },
      { request, now },
    )
  return { own: make(ownScopes), withPages: make([...ownScopes, ...pageScopes]) }
}

/** How accounts are connected: by consent alone. */
export function connectLinkedin({
  dancers,
  rest,
}: {
  dancers: Record<'own' | 'withPages', Dancer>
  rest: Rest
}): Connect {
  return {
    asks: [],
    consent: {
      asks: [],
      async begin({ callbackUrl, state, registry }) {
        const reach = (await registry.find(appName))?.reach === 'own' ? 'own' : 'withPages'
        return begun(reach, callbackUrl, state)
      },
      async refused({ error, memory, state, registry }) {
        if (error !== 'unauthorized_scope_error' || memory.reach === 'own') return undefined
        await registry.keep(appName, { reach: 'own' })
        return begun('own', memory.callbackUrl ?? '', state)
      },
      async finish({ code, params, memory, signal }): Promise<Connection[]> {
        const hasPages = memory.reach !== 'own'
        const tokens = await dancers[hasPages ? 'withPages' : 'own'].finish({ code, params, memory, signal })
        demandScopes(hasPages ? [...ownScopes, ...pageScopes] : ownScopes, tokens.scopes)
        const me = await whoIs(rest, tokens.accessToken, signal)
        const pages = hasPages ? await pagesOf(rest, tokens.accessToken, signal) : []
        const person = { remoteId: `urn:li:person:${me.sub}`, name: me.name ?? 'LinkedIn' }
        return [person, ...pages].map((one) => ({
          ...one,
          is: one === person ? 'profile' : 'page',
          credentials: { ...stored(tokens), ...(hasPages && { reach: 'withPages' }) },
          settings: endIn(tokens),
        }))
      },
    },
  }

  async function begun(reach: 'own' | 'withPages', callbackUrl: string, state: string) {
    const { url, memory } = await dancers[reach].begin({ callbackUrl, state })
    return { url, memory: { ...memory, reach } }
  }
}

/** Whose access it is. */
export async function whoIs(rest: Rest, token: string, signal: AbortSignal) {
  return (await rest({ path: '/v2/userinfo', token, signal }, meSchema.parse)).value
}

/** Most apps get nothing to renew an access with: then its end is known, and somebody has to connect again by then. */
function endIn({ refreshToken, endsAt }: Tokens): Record<string, string | null> {
  return { accessEndsAt: refreshToken === undefined && endsAt !== undefined ? endsAt.toISOString() : null }
}

async function pagesOf(rest: Rest, token: string, signal: AbortSignal): Promise<{ remoteId: string; name: string }[]> {
  const query = { q: 'roleAssignee', state: 'APPROVED' }
  const { value } = await rest({ path: '/rest/organizationAcls', query, token, signal }, rolesSchema.parse)
  const urns = value.elements
    .filter(({ role }) => postingRoles.includes(role))
    .flatMap(({ organization, organizationTarget }) => organization ?? organizationTarget ?? [])
  return Promise.all(
    [...new Set(urns)].map(async (remoteId) => {
      const path = `/rest/organizations/${encodeURIComponent(remoteId.split(':').at(-1) ?? '')}`
      const page = await rest({ path, token, signal }, pageSchema.parse).catch(() => undefined)
      return { remoteId, name: page?.value.localizedName ?? `Page ${remoteId.split(':').at(-1)}` }
    }),
  )
}

/** Renews an access where the app may. */
export async function refreshed(dancer: Dancer, known: Credentials, signal: AbortSignal): Promise<Credentials> {
  return stored(await dancer.refresh(known.refreshToken ?? '', signal), known)
}
