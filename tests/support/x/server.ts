// X as its API, strict in what it is sent: against a schema of our calls, and against the published description where that is found.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { startCounterpart } from '../counterpart.ts'
import { openDescription } from '../openapi.ts'
import { createUploads } from './uploads.ts'

const scopes = 'tweet.read tweet.write users.read media.write offline.access'
const id = z.string().regex(/^\d{1,19}$/)

const tweet = z.strictObject({
  text: z.string().min(1),
  media: z.strictObject({ media_ids: z.array(id).min(1).max(4) }).optional(),
  reply: z.strictObject({ in_reply_to_tweet_id: id }).optional(),
})
const upload = z.strictObject({ media: z.instanceof(File), media_category: z.literal('tweet_image') })
const metadata = z.strictObject({
  id,
  metadata: z.strictObject({ alt_text: z.strictObject({ text: z.string().min(1).max(1000) }) }),
})
const fieldsName = 'post.fields'
const timeline = z.strictObject({
  start_time: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  max_results: z.literal('10'),
  [fieldsName]: z.literal('created_at,entities,attachments'),
})
const authorize = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.literal('x-client'),
  redirect_uri: z.string().endsWith('/connect/x/callback'),
  scope: z.literal(scopes),
  state: z.string().min(20),
  code_challenge: z.string().length(43),
  code_challenge_method: z.literal('S256'),
})
const exchange = z.strictObject({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string().min(43),
})
const renewal = z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: z.string() })

export type Post = { id: string; text: string; at: number; media: string[]; after: string | undefined }

/** Starts one with the account @barluce. */
export async function startX() {
  const vendor = openDescription('x-openapi.json')
  const posts: Post[] = []
  const media = new Map<string, { bytes: number; alt: string }>()
  const uploads = createUploads()
  const codes = new Map<string, { challenge: string; redirectUri: string }>()
  const access = new Set(['x-token-of-barluce'])
  const refresh = new Set(['x-refresh-of-barluce'])
  const given = { scope: scopes, plan: 'None', ids: 1_000_000_000_000_000_000n }
  const limits: Record<string, string> = {}
  const problem = (status: number, word: string, detail = word, more: object = {}) => ({
    status,
    body: { type: `https://api.x.com/2/problems/${word}`, title: word, detail, status, ...more },
  })
  const tokens = () => {
    const pair = { access_token: randomBytes(12).toString('hex'), refresh_token: randomBytes(12).toString('hex') }
    access.add(pair.access_token)
    refresh.add(pair.refresh_token)
    return { status: 200, body: { ...pair, token_type: 'bearer', expires_in: 7_200, scope: given.scope } }
  }

  const counterpart = await startCounterpart((call, { visible, checked }) => {
    const { method, path, query, token, json, form, fields, headers } = call
    if (path === '/2/oauth2/revoke' && method === 'POST') {
      const proof = Buffer.from(String(headers.authorization ?? '').slice(6), 'base64').toString()
      if (proof !== 'x-client:x-secret_-~') return { status: 401, body: { error: 'invalid_client' } }
      const { token: over } = checked(z.strictObject({ token: z.string() }), fields)
      access.delete(over)
      refresh.delete(over)
      return { status: 200, body: { revoked: true } }
    }
    if (path === '/2/oauth2/token' && method === 'POST') {
      const proof = Buffer.from(String(headers.authorization ?? '').slice(6), 'base64').toString()
      if (proof !== 'x-client:x-secret_-~') return { status: 401, body: { error: 'invalid_client' } }
      if (fields.grant_type === 'refresh_token') {
        const { refresh_token } = checked(renewal, fields)
        return refresh.delete(refresh_token) ? tokens() : { status: 400, body: { error: 'invalid_request' } }
      }
      const asked = checked(exchange, fields)
      const code = codes.get(asked.code)
      codes.delete(asked.code)
      const challenge = createHash('sha256').update(asked.code_verifier).digest('base64url')
      const isFine = code?.challenge === challenge && code.redirectUri === asked.redirect_uri
      return isFine ? tokens() : { status: 400, body: { error: 'invalid_request' } }
    }
    if (token === undefined || !access.has(token)) return problem(401, 'unauthorized', 'Unauthorized')
    const body = form === undefined ? json : Object.fromEntries(form.entries())
    // A number in a form is written as words.
    const typed = form?.has('segment_index')
      ? { media: form.get('media'), segment_index: Number(form.get('segment_index')) }
      : body
    const faults = vendor.faults({ method, path, query, body: typed })
    if (faults.length > 0) throw new Error(faults.join('; '))
    if (path === '/2/users/me')
      return {
        status: 200,
        body: { data: { id: '77', username: 'barluce', name: 'Bar Luce', subscription_type: given.plan } },
      }
    if (path.startsWith('/2/media/upload/') || (path === '/2/media/upload' && method === 'GET')) {
      const done = uploads.act(call, checked, () => String(++given.ids))
      return done.then((reply) => reply ?? problem(400, 'invalid-request'))
    }
    if (path === '/2/media/upload') {
      const { media: file } = checked(upload, body)
      const made = String(++given.ids)
      media.set(made, { bytes: file.size, alt: '' })
      return { status: 200, body: { data: { id: made, media_key: `3_${made}`, expires_after_secs: 86_400 } } }
    }
    if (path === '/2/media/metadata') {
      const { id: of, metadata: said } = checked(metadata, json)
      const known = media.get(of)
      if (known === undefined) return problem(400, 'invalid-request')
      known.alt = said.alt_text.text
      return { status: 200, body: { data: { id: of } } }
    }
    if (path === '/2/users/77/tweets') {
      const { start_time } = checked(timeline, query)
      const data = posts
        .filter((post) => post.at >= Date.parse(start_time))
        .toReversed()
        .slice(0, 10)
      return {
        status: 200,
        body: { ...(data.length > 0 && { data: data.map(shown) }), meta: { result_count: data.length } },
      }
    }
    if (path === '/2/tweets' && method === 'GET') {
      const metrics = {
        impression_count: 900,
        like_count: 12,
        reply_count: 3,
        retweet_count: 2,
        quote_count: 1,
        bookmark_count: 4,
      }
      return { status: 200, body: { data: [{ id: query.ids, text: '', public_metrics: metrics }] } }
    }
    if (path === '/2/tweets' && method === 'POST') {
      const wish = checked(tweet, json)
      if (posts.some((post) => post.text === wish.text))
        return problem(403, 'forbidden', 'You are not allowed to create a Tweet with duplicate content.')
      const lost = wish.media?.media_ids.filter((one) => !media.has(one) && !uploads.isReady(one)) ?? []
      if (lost.length > 0)
        return problem(400, 'invalid-request', 'Your media IDs are invalid.', {
          errors: [{ message: 'Your media IDs are invalid.', parameters: { 'media.media_ids': lost } }],
        })
      return visible(() => {
        const made = String(++given.ids)
        const after = wish.reply?.in_reply_to_tweet_id
        posts.push({ id: made, text: wish.text, at: Date.now(), media: wish.media?.media_ids ?? [], after })
        return { status: 201, body: { data: { id: made, text: wish.text } }, headers: { ...limits } }
      })
    }
    const one = /^\/2\/tweets\/(\d+)$/.exec(path)?.[1]
    const at = posts.findIndex((post) => post.id === one)
    if (method !== 'DELETE' || at < 0) return problem(404, 'resource-not-found')
    posts.splice(at, 1)
    return { status: 200, body: { data: { deleted: true } } }
  })
  return {
    ...counterpart,
    vendorSkipped: vendor.skipped,
    posts,
    media,
    uploads,
    given,
    /** Headers of the answers to posts. */
    limits,
    endAccess: () => access.clear(),
    endAll: () => {
      access.clear()
      refresh.clear()
    },
    forget: () => {
      media.clear()
      uploads.all.clear()
    },
    /** What a person does who allows it: the address they are led back to. */
    allow(address: string): string {
      const url = new URL(address)
      const asked = authorize.parse(Object.fromEntries(url.searchParams))
      const code = randomBytes(6).toString('hex')
      codes.set(code, { challenge: asked.code_challenge, redirectUri: asked.redirect_uri })
      return `${asked.redirect_uri}?${new URLSearchParams({ code, state: asked.state })}`
    },
  }
}

export type X = Awaited<ReturnType<typeof startX>>

/** As X shows a post: short links in place of each, one more for pictures, and three characters escaped. */
function shown({ id: of, text, at, media }: Post) {
  const urls: { url: string; expanded_url: string }[] = []
  let escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  for (const [link] of text.matchAll(/https?:\/\/\S+/g)) {
    const url = `https://t.co/${urls.length}abcdefghi`
    urls.push({ url, expanded_url: link })
    escaped = escaped.replace(link.replaceAll('&', '&amp;'), url)
  }
  if (media.length > 0) {
    const url = 'https://t.co/picture123'
    urls.push({ url, expanded_url: `https://x.com/barluce/status/${of}/photo/1` })
    escaped += ` ${url}`
  }
  return { id: of, text: escaped, created_at: new Date(at).toISOString(), entities: { urls } }
}
