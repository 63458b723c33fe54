// Consent at Facebook, for Pages and for the Instagram accounts that belong to them. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
import { z } from 'zod'
import { PlatformError } from '../../core/errors.ts'
import type { Connect, Connection } from '../../core/platform.ts'
import type { ReasonCode } from '../../core/reasons.ts'
import type { Request } from '../request.ts'
import { type CameBack, createDancer, demandScopes } from './oauth.ts'
import type { Rest } from './rest.ts'

/** The app of the operator at Meta. */
export type MetaApp = { clientId: string; clientSecret?: string | undefined; graphRoot?: string; version: string }

export const graphRoot = 'https://graph.facebook.com'
const mostPages = 10

const debugSchema = z.object({ data: z.looseObject({ scopes: z.array(z.string()).optional() }) })
const listSchema = z.object({
  data: z.array(z.unknown()),
  paging: z.looseObject({ next: z.string().optional() }).optional(),
})

/** How accounts are connected through Facebook: `read` makes accounts of what `/me/accounts` says with these fields. */
export function connectByFacebook(
  app: MetaApp & { request: Request; now: () => Date },
  given: {
    rest: Rest
    scopes: readonly string[]
    fields: string
    nothing: ReasonCode
    read: (page: unknown) => Connection[]
  },
): Connect {
  const { clientId, clientSecret, version, request, now } = app
  const root = app.graphRoot ?? graphRoot
  const { rest, scopes, fields, nothing, read } = given
  const dancer = createDancer(
    {
      authorizeUrl: `${root === graphRoot ? 'https://www.facebook.com' : root}/${version}/dialog/oauth`,
      tokenUrl: `${root}/${version}/oauth/access_token`,
      ...{ clientId, clientSecret, scopes, scopeJoin: ',', secretIn: 'body', hasPkce: false, tokenByGet: true },
      // Without it whoever once unticked a right is never asked for it again.
      more: { auth_type: 'rerequest' },
    },
    { request, now },
  )
  return {
    asks: [],
    consent: {
      asks: [],
      begin: ({ callbackUrl, state }) => dancer.begin({ callbackUrl, state }),
      async finish(back: CameBack): Promise<Connection[]> {
        const short = await dancer.finish(back)
        const { signal } = back
        const long = await dancer.grant('fb_exchange_token', { fb_exchange_token: short.accessToken }, signal)
        demandScopes(scopes, await scopesOf(long.accessToken, signal))
        const found = (await accountsOf(long.accessToken, signal)).flatMap(read)
        if (found.length === 0) throw new PlatformError('rejected', nothing)
        return found
      },
    },
  }

  /** What was allowed, where Facebook tells this app. */
  async function scopesOf(token: string, signal: AbortSignal): Promise<string[] | undefined> {
    const call = {
      path: `/${version}/debug_token`,
      query: { input_token: token },
      token: `${clientId}|${clientSecret ?? ''}`,
    }
    const answer = await rest({ ...call, signal }, debugSchema.parse).catch(() => undefined)
    return answer?.value.data.scopes
  }

  async function accountsOf(token: string, signal: AbortSignal): Promise<unknown[]> {
    const all: unknown[] = []
    let next: string | undefined = `/${version}/me/accounts?${new URLSearchParams({ fields, limit: '100' })}`
    for (let page = 0; next !== undefined && page < mostPages; page++) {
      const { value }: { value: z.infer<typeof listSchema> } = await rest(
        { path: next, token, signal },
        listSchema.parse,
      )
      all.push(...value.data)
      next = value.paging?.next
    }
    return all
  }
}
