// Threads as its API, strict in what it is sent. A container is published once, whoever asks again.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { createContainers } from '../containers.ts'
import { startCounterpart } from '../counterpart.ts'

const url = z.url()
const container = z.union([
  z.strictObject({ media_type: z.literal('TEXT'), text: z.string().min(1), reply_to_id: z.string().optional() }),
  z.strictObject({
    media_type: z.literal('IMAGE'),
    image_url: url,
    alt_text: z.string().min(1).max(1_000).optional(),
    text: z.string().min(1).optional(),
    reply_to_id: z.string().optional(),
  }),
  z.strictObject({
    media_type: z.literal('IMAGE'),
    image_url: url,
    alt_text: z.string().min(1).max(1_000).optional(),
    is_carousel_item: z.literal('true'),
  }),
  z.strictObject({
    media_type: z.literal('VIDEO'),
    video_url: url,
    text: z.string().min(1).optional(),
    reply_to_id: z.string().optional(),
  }),
  z.strictObject({
    media_type: z.literal('CAROUSEL'),
    children: z.string().regex(/^c\d+(,c\d+)+$/),
    text: z.string().optional(),
  }),
])
const scope = 'threads_basic,threads_content_publish,threads_manage_insights,threads_delete'
const authorize = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.literal('th-client'),
  redirect_uri: z.string().endsWith('/connect/threads/callback'),
  scope: z.literal(scope),
  state: z.string().min(20),
})
const exchange = z.strictObject({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  client_id: z.literal('th-client'),
  client_secret: z.literal('th-secret'),
})
const long = z.strictObject({
  grant_type: z.literal('th_exchange_token'),
  client_secret: z.literal('th-secret'),
  access_token: z.string(),
})
const renewal = z.strictObject({ grant_type: z.literal('th_refresh_token'), access_token: z.string() })

export type Post = { id: string; text: string; at: number; after: string | undefined; container: string }

/** Starts one with the account @barluce. */
export async function startThreads() {
  const posts: Post[] = []
  const containers = createContainers('c')
  const tokens = new Set(['th-token-of-barluce'])
  const short = new Set<string>()
  const codes = new Set<string>()
  const given = { used: 3, total: 250, listLags: false }
  let last = 18_000_000_000_000_000n
  const error = (status: number, code: number, subcode?: number, more: object = {}) => ({
    status,
    body: {
      error: { message: 'm', type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }), ...more },
    },
  })
  const fresh = () => {
    const token = randomBytes(12).toString('hex')
    tokens.add(token)
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: 5_184_000 } }
  }

  const counterpart = await startCounterpart((call, { visible, checked }) => {
    const { method, path, query, token, fields } = call
    if (path === '/oauth/access_token' && method === 'POST') {
      const asked = checked(exchange, fields)
      if (!codes.delete(asked.code)) return error(400, 100)
      const made = randomBytes(8).toString('hex')
      short.add(made)
      return { status: 200, body: { access_token: made, user_id: 77 } }
    }
    if (path === '/access_token') return short.delete(checked(long, query).access_token) ? fresh() : error(400, 190)
    if (path === '/refresh_access_token')
      return tokens.delete(checked(renewal, query).access_token) ? fresh() : error(400, 190, 463)
    if (token === undefined || !tokens.has(token)) return error(401, 190)
    if (path === '/v1.0/me') return { status: 200, body: { id: '77', username: 'barluce' } }
    if (path === '/v1.0/me/threads_publishing_limit') {
      checked(z.strictObject({ fields: z.literal('quota_usage,config') }), query)
      const config = { quota_total: given.total, quota_duration: 86_400 }
      return { status: 200, body: { data: [{ quota_usage: given.used, config }] } }
    }
    if (path === '/v1.0/me/threads') {
      checked(
        z.strictObject({ fields: z.literal('id,text,timestamp,permalink'), since: z.string().regex(/^\d{10}$/) }),
        query,
      )
      const data = given.listLags
        ? []
        : posts
            .toReversed()
            .map(({ id, text, at }) => ({ id, text, timestamp: new Date(at).toISOString(), permalink: linkOf(id) }))
      return { status: 200, body: { data } }
    }
    if (path === '/v1.0/77/threads' && method === 'POST') {
      const asked = checked(container, fields)
      const after = 'reply_to_id' in asked ? asked.reply_to_id : undefined
      if (after !== undefined && !posts.some(({ id }) => id === after)) throw new Error('a reply to nothing')
      const { id } = containers.make(fields)
      return { status: 200, body: { id } }
    }
    if (path === '/v1.0/77/threads_publish' && method === 'POST') {
      const { creation_id } = checked(z.strictObject({ creation_id: z.string() }), fields)
      const known = containers.all.get(creation_id)
      if (known === undefined || known.state === 'IN_PROGRESS') return error(400, 24, 4279009)
      if (known.state !== 'FINISHED') return error(400, 100)
      return visible(() => {
        const id = String(++last)
        known.state = 'PUBLISHED'
        posts.push({
          id,
          text: known.fields.text ?? '',
          at: Date.now(),
          after: known.fields.reply_to_id,
          container: known.id,
        })
        return { status: 200, body: { id } }
      })
    }
    const named = /^\/v1\.0\/(\w+)(\/insights)?$/.exec(path) ?? []
    const known = containers.all.get(named[1] ?? '')
    if (known !== undefined) {
      checked(z.strictObject({ fields: z.literal('status,error_message') }), query)
      return {
        status: 200,
        body: { id: known.id, status: known.state, ...(known.why !== '' && { error_message: known.why }) },
      }
    }
    const at = posts.findIndex(({ id }) => id === named[1])
    if (at < 0) return error(400, 100, 33)
    if (named[2] !== undefined) {
      checked(z.strictObject({ metric: z.literal('views,likes,replies,reposts,quotes,shares') }), query)
      const numbers = { views: 300, likes: 7, replies: 2, reposts: 1, quotes: 1, shares: 4 }
      const data = Object.entries(numbers).map(([name, value]) => ({ name, period: 'lifetime', values: [{ value }] }))
      return { status: 200, body: { data } }
    }
    if (method === 'DELETE') {
      posts.splice(at, 1)
      return { status: 200, body: { success: true } }
    }
    checked(z.strictObject({ fields: z.literal('permalink') }), query)
    return { status: 200, body: { id: named[1], permalink: linkOf(named[1] ?? '') } }
  })
  return {
    ...counterpart,
    posts,
    containers,
    given,
    revoke: () => tokens.clear(),
    /** What a person does who allows it. */
    allow(address: string): string {
      const asked = authorize.parse(Object.fromEntries(new URL(address).searchParams))
      const code = randomBytes(6).toString('hex')
      codes.add(code)
      return `${asked.redirect_uri}?${new URLSearchParams({ code, state: asked.state })}#_`
    },
  }
}

function linkOf(id: string): string {
  return `https://www.threads.net/@barluce/post/${id}`
}
