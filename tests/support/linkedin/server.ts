// LinkedIn as its API, strict in what it is sent: every /rest call carries its version, URNs are encoded, bodies have no field too many.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { startCounterpart } from '../counterpart.ts'
import { createFilms } from './films.ts'

export const person = 'urn:li:person:Ab_1'
export const page = 'urn:li:organization:501'
const own = 'openid profile w_member_social'
const all = `${own} w_organization_social r_organization_social rw_organization_admin`

const author = z.enum([person, page])
const image = z.string().regex(/^urn:li:image:\w+$/)
const video = z.string().regex(/^urn:li:video:\w+$/)
const post = z.strictObject({
  author,
  commentary: z.string().max(3_000),
  visibility: z.literal('PUBLIC'),
  distribution: z.strictObject({
    feedDistribution: z.literal('MAIN_FEED'),
    targetEntities: z.tuple([]),
    thirdPartyDistributionChannels: z.tuple([]),
  }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.literal(false),
  content: z
    .union([
      z.strictObject({ media: z.strictObject({ id: image, altText: z.string().min(1).max(4_086).optional() }) }),
      z.strictObject({ media: z.strictObject({ id: video }) }),
      z.strictObject({
        multiImage: z.strictObject({
          images: z
            .array(z.strictObject({ id: image, altText: z.string().min(1).optional() }))
            .min(2)
            .max(20),
        }),
      }),
      z.strictObject({
        article: z.strictObject({
          source: z.url(),
          title: z.string().min(1).max(400),
          description: z.string().min(1).optional(),
          thumbnail: image.optional(),
        }),
      }),
    ])
    .optional(),
})
const patch = z.strictObject({ patch: z.strictObject({ $set: z.strictObject({ commentary: z.string() }) }) })
const comment = z.strictObject({
  actor: author,
  object: z.string(),
  message: z.strictObject({ text: z.string().min(1) }),
})
const authorize = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.literal('li-client'),
  redirect_uri: z.string().endsWith('/connect/linkedin/callback'),
  scope: z.enum([own, all]),
  state: z.string().min(20),
})
const exchange = z.strictObject({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  client_id: z.literal('li-client'),
  client_secret: z.literal('li-secret'),
})
const revocation = z.strictObject({
  client_id: z.literal('li-client'),
  client_secret: z.literal('li-secret'),
  token: z.string(),
})

export type Post = z.infer<typeof post> & { urn: string; at: number }

/** Starts one. `hasPages`: its app may ask for pages, and shows the state of pictures. */
export async function startLinkedin({ hasPages = true }: { hasPages?: boolean } = {}) {
  const posts: Post[] = []
  const comments: { on: string; actor: string; text: string }[] = []
  const images = new Map<string, { owner: string; bytes: number; state: string }>()
  const films = createFilms()
  const tokens = new Set(['li-token-of-barluce'])
  const codes = new Map<string, string>()
  const given = { pictureState: 'AVAILABLE', refreshToken: undefined as string | undefined }
  let url = ''
  let last = 7_000_000_000_000_000_000n

  const counterpart = await startCounterpart((call, { visible, checked }) => {
    const { method, path, query, token, json, fields, headers, bytes } = call
    const error = (status: number, code: string, message = code, more: object = {}) => ({
      status,
      body: { status, code, message, ...more },
    })
    if (path === '/oauth/v2/accessToken') {
      const asked = checked(exchange, fields)
      if (codes.get(asked.code) === undefined) return { status: 400, body: { error: 'invalid_grant' } }
      const scope = codes.get(asked.code) ?? ''
      codes.delete(asked.code)
      const access = randomBytes(12).toString('hex')
      tokens.add(access)
      const more = given.refreshToken === undefined ? {} : { refresh_token: given.refreshToken }
      return {
        status: 200,
        body: { access_token: access, expires_in: 5_184_000, scope: scope.replaceAll(' ', ','), ...more },
      }
    }
    if (path.startsWith('/part/')) return films.take(call)
    if (path === '/oauth/v2/revoke' && method === 'POST') {
      tokens.delete(checked(revocation, fields).token)
      return { status: 200, body: {} }
    }
    if (token === undefined || !tokens.has(token)) return error(401, 'INVALID_ACCESS_TOKEN')
    if (path === '/v2/userinfo') return { status: 200, body: { sub: 'Ab_1', name: 'Luce Bar' } }
    if (path.startsWith('/upload/') && method === 'PUT') {
      const known = images.get(decodeURIComponent(path.slice(8)))
      if (known === undefined || headers['content-type'] === undefined) throw new Error('an upload nobody opened')
      known.bytes = bytes.length
      known.state = given.pictureState
      return { status: 201 }
    }
    checked(z.literal('202609'), headers['linkedin-version'])
    checked(z.literal('2.0.0'), headers['x-restli-protocol-version'])
    if (path === '/rest/organizationAcls') {
      checked(z.strictObject({ q: z.literal('roleAssignee'), state: z.literal('APPROVED') }), query)
      const elements = [
        { organization: page, role: 'ADMINISTRATOR', state: 'APPROVED' },
        { organization: 'urn:li:organization:502', role: 'ANALYST', state: 'APPROVED' },
      ]
      return { status: 200, body: { elements } }
    }
    if (path === '/rest/organizations/501') return { status: 200, body: { id: 501, localizedName: 'Bar Luce' } }
    if (path === '/rest/images' && method === 'POST') {
      checked(z.strictObject({ action: z.literal('initializeUpload') }), query)
      const asked = checked(z.strictObject({ initializeUploadRequest: z.strictObject({ owner: author }) }), json)
      const id = `urn:li:image:C${images.size + 1}`
      images.set(id, { owner: asked.initializeUploadRequest.owner, bytes: 0, state: 'WAITING_UPLOAD' })
      return { status: 200, body: { value: { uploadUrl: `${url}/upload/${encodeURIComponent(id)}`, image: id } } }
    }
    if (path.startsWith('/rest/videos')) return films.act(call, { checked, error, url, hasPages })
    const one = /^\/rest\/images\/(.+)$/.exec(path)?.[1]
    if (one !== undefined) {
      if (!hasPages) return error(403, 'ACCESS_DENIED')
      const known = images.get(decodeURIComponent(one))
      return known === undefined ? error(404, 'NOT_FOUND') : { status: 200, body: { status: known.state } }
    }
    if (path === '/rest/posts' && method === 'GET') {
      checked(z.literal('FINDER'), headers['x-restli-method'])
      const by = {
        q: z.literal('author'),
        author: z.literal(page),
        count: z.literal('20'),
        sortBy: z.literal('LAST_MODIFIED'),
      }
      checked(z.strictObject(by), query)
      const elements = posts
        .filter((each) => each.author === page)
        .toReversed()
        .map(({ urn, commentary, at }) => ({ id: urn, commentary, createdAt: at }))
      return { status: 200, body: { elements } }
    }
    if (path === '/rest/posts' && method === 'POST') {
      const wish = checked(post, json)
      const ids = JSON.stringify(wish.content ?? null).match(/urn:li:image:\w+/g) ?? []
      for (const id of ids) {
        const known = images.get(id)
        if (known === undefined || known.owner !== wish.author) throw new Error(`${id} is not of this author`)
        if (known.bytes === 0) return error(400, 'MEDIA_ASSET_WAITING_UPLOAD')
        if (known.state === 'PROCESSING_FAILED') return error(400, 'MEDIA_ASSET_PROCESSING_FAILED')
      }
      const film = wish.content !== undefined && 'media' in wish.content ? wish.content.media.id : ''
      if (film.startsWith('urn:li:video:') && !films.isClosed(film)) return error(400, 'MEDIA_ASSET_WAITING_UPLOAD')
      const same = posts.find((each) => JSON.stringify(post.parse(bodyOf(each))) === JSON.stringify(wish))
      if (same !== undefined)
        return error(422, 'UNPROCESSABLE_ENTITY', `Content is a duplicate of ${same.urn}`, {
          errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
        })
      return visible(() => {
        const urn = `urn:li:share:${++last}`
        posts.push({ ...wish, urn, at: Date.now() })
        return { status: 201, headers: { 'x-restli-id': urn } }
      })
    }
    const named = /^\/rest\/posts\/([^/]+)$/.exec(path)?.[1]
    if (named !== undefined) {
      const at = posts.findIndex((each) => encodeURIComponent(each.urn) === named)
      const known = posts[at]
      if (known === undefined) return error(404, 'NOT_FOUND')
      if (method === 'DELETE') {
        posts.splice(at, 1)
        return { status: 204 }
      }
      checked(z.literal('PARTIAL_UPDATE'), headers['x-restli-method'])
      return visible(() => {
        known.commentary = checked(patch, json).patch.$set.commentary
        return { status: 204 }
      })
    }
    const on = /^\/rest\/socialActions\/([^/]+)\/comments$/.exec(path)?.[1]
    if (on !== undefined && method === 'GET') {
      if (!hasPages) return error(403, 'ACCESS_DENIED')
      const elements = comments
        .filter((each) => encodeURIComponent(each.on) === on)
        .map((each, i) => ({ id: String(i), actor: each.actor, message: { text: each.text } }))
      return { status: 200, body: { elements } }
    }
    if (on !== undefined) {
      const wish = checked(comment, json)
      checked(z.literal(decodeURIComponent(on)), wish.object)
      return visible(() => {
        comments.push({ on: wish.object, actor: wish.actor, text: wish.message.text })
        return { status: 201, headers: { 'x-restli-id': '1' } }
      })
    }
    if (path === '/rest/organizationalEntityShareStatistics') {
      const statistics = {
        impressionCount: 700,
        uniqueImpressionsCount: 400,
        clickCount: 9,
        likeCount: 5,
        commentCount: 2,
        shareCount: 1,
        engagement: 0.02,
      }
      return { status: 200, body: { elements: [{ totalShareStatistics: statistics }] } }
    }
    throw new Error(`${method} ${path} is not known`)
  })
  url = counterpart.url
  return {
    ...counterpart,
    posts,
    comments,
    images,
    films,
    given,
    revoke: () => tokens.clear(),
    admit: (token: string) => void tokens.add(token),
    /** What a person does who allows it; an app without pages is refused before the person is asked. */
    allow(address: string): string {
      const asked = authorize.parse(Object.fromEntries(new URL(address).searchParams))
      const { state } = asked
      if (!hasPages && asked.scope === all)
        return `${asked.redirect_uri}?${new URLSearchParams({ error: 'unauthorized_scope_error', state })}`
      const code = randomBytes(6).toString('hex')
      codes.set(code, asked.scope)
      return `${asked.redirect_uri}?${new URLSearchParams({ code, state })}`
    },
  }
}

function bodyOf({ urn: _, at: __, ...body }: Post) {
  return body
}
