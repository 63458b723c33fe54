// A server of the Mastodon API, strict in what it is sent; it can be one that lacks what others have.
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import * as schema from './schema.ts'

/** How the next visible request is treated. */
export type Mode =
  | { kind: 'answer'; status: number; headers?: Record<string, string> }
  | { kind: 'hangUpBefore' }
  | { kind: 'hangUpAfter' }

/** What servers of this API differ in. */
export type Flavour = {
  /** A repeated Idempotency-Key makes a second post. */
  ignoresKey?: boolean
  /** There is only `/api/v1/instance`. */
  isOld?: boolean
  /** A bad token is answered with 422, and posts cannot be deleted. */
  isSmall?: boolean
  /** Pictures are ready after so many looks; undefined at once. */
  mediaLooks?: number
  /** The source of posts cannot be read. */
  hidesSource?: boolean
  characters?: number
}

export type MastodonPost = z.infer<typeof schema.status> & {
  id: string
  at: Date
  key: string | undefined
  edits?: number
}

/** Starts a server on 127.0.0.1 with one account. */
export async function startMastodon(flavour: Flavour = {}) {
  const tokens = new Set(['mastodon-token-of-barluce'])
  const posts: MastodonPost[] = []
  const media = new Map<string, { type: string; description: string; bytes: number; looks: number; file: Buffer }>()
  const clients = new Map<string, string>()
  const codes = new Map<string, { challenge: string; redirectUri: string }>()
  const refusals: string[] = []
  const counts: Record<string, number> = {}
  const modes: Mode[] = []
  const drops: { nth: number; how: 'hangUpBefore' | 'hangUpAfter' }[] = []
  let [passes, calls] = [0, 0]
  let ids = 0
  let url = ''

  const reply = (value: unknown, status = 200): Reply => ({ status, body: value })
  const error = (status: number, word = 'a sentence in any language'): Reply => ({ status, body: { error: word } })
  const checked = <T>(read: z.ZodType<T>, given: unknown): T => {
    const result = read.safeParse(given)
    if (result.success) return result.data
    refusals.push(result.error.message)
    throw error(422)
  }
  const shown = (post: MastodonPost) => ({
    id: post.id,
    url: `${url}/@barluce/${post.id}`,
    created_at: post.at.toISOString(),
    in_reply_to_id: post.in_reply_to_id ?? null,
    content: html(post.status),
    media_attachments: (post.media_ids ?? []).map((id) => ({ id, type: 'image' })),
    favourites_count: 3,
    reblogs_count: 2,
    replies_count: 1,
  })

  function publish(given: unknown, key: string): MastodonPost {
    const wish = checked(schema.status, given)
    const same = flavour.ignoresKey ? undefined : posts.find((post) => post.key === key)
    if (same !== undefined) return same
    if (wish.status.trim() === '' && wish.media_ids === undefined) throw error(422)
    if ([...wish.status, ...(wish.spoiler_text ?? '')].length > (flavour.characters ?? 500)) throw error(422)
    for (const id of wish.media_ids ?? []) {
      const known = media.get(id)
      if (known === undefined || known.looks > 0) throw error(422)
    }
    if (wish.in_reply_to_id !== undefined && !posts.some(({ id }) => id === wish.in_reply_to_id)) throw error(404)
    const post = { ...wish, id: String(++ids), at: new Date(), key }
    posts.push(post)
    return post
  }

  async function act(call: Incoming): Promise<Reply | undefined> {
    const { method, path, query, token, body, form, headers } = call
    const needs = () => {
      if (!tokens.has(token ?? '')) throw error(flavour.isSmall ? 422 : 401)
    }
    const configuration = {
      statuses: {
        max_characters: flavour.characters ?? 500,
        max_media_attachments: 4,
        characters_reserved_per_url: 23,
      },
      media_attachments: {
        supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'video/mp4'],
        image_size_limit: 1_000_000,
        image_matrix_limit: 33_177_600,
        description_limit: 1_500,
      },
    }
    if (path === '/api/v2/instance')
      return flavour.isOld ? error(404) : reply({ domain: 'mastodon.test', configuration })
    if (path === '/api/v1/instance') return reply({ uri: 'mastodon.test', max_toot_chars: flavour.characters ?? 500 })
    if (path === '/api/v1/apps' && method === 'POST') {
      checked(schema.app, body)
      const id = `client-${clients.size + 1}`
      clients.set(id, randomBytes(8).toString('hex'))
      return reply({ id: '1', client_id: id, client_secret: clients.get(id) })
    }
    if (path === '/oauth/token' && method === 'POST') {
      const given = checked(schema.token, Object.fromEntries(new URLSearchParams(call.text)))
      if (clients.get(given.client_id) !== given.client_secret) return error(401, 'invalid_client')
      const code = codes.get(given.code)
      codes.delete(given.code)
      const challenge = createHash('sha256').update(given.code_verifier).digest('base64url')
      if (code?.challenge !== challenge || code.redirectUri !== given.redirect_uri) return error(400, 'invalid_grant')
      const access = randomBytes(12).toString('hex')
      tokens.add(access)
      return reply({ access_token: access, token_type: 'Bearer', scope: given.scope, created_at: 1 })
    }
    if (path === '/oauth/revoke' && method === 'POST') {
      const given = checked(schema.revoke, Object.fromEntries(new URLSearchParams(call.text)))
      if (clients.get(given.client_id) !== given.client_secret) return error(403, 'unauthorized_client')
      tokens.delete(given.token)
      return reply({})
    }
    needs()
    if (path === '/api/v1/accounts/verify_credentials') return reply({ id: '77', acct: 'barluce', username: 'barluce' })
    if (path === '/api/v1/accounts/77/statuses') {
      const { max_id: before } = checked(schema.list, query)
      const older = posts.filter((post) => before === undefined || Number(post.id) < Number(before))
      return reply(older.toReversed().slice(0, 40).map(shown))
    }
    if (/^\/api\/v[12]\/media$/.test(path) && method === 'POST') {
      if (path.includes('v2') && flavour.isOld) return error(404)
      const { file, description = '' } = checked(schema.upload, Object.fromEntries(form?.entries() ?? []))
      if (file.size > (file.type.startsWith('video/') ? 5_000_000 : 1_000_000)) return error(413)
      const looks = flavour.mediaLooks ?? 0
      const id = `m${media.size + 1}`
      media.set(id, {
        type: file.type,
        description,
        bytes: file.size,
        looks,
        file: Buffer.from(await file.arrayBuffer()),
      })
      return reply({ id, type: 'image', url: looks > 0 ? null : `${url}/${id}` }, looks > 0 ? 202 : 200)
    }
    const one = /^\/api\/v1\/media\/(\w+)$/.exec(path)?.[1]
    if (one !== undefined) {
      const known = media.get(one)
      if (known === undefined) return error(404)
      if (known.looks > 0) known.looks -= 1
      return reply({ id: one }, known.looks > 0 ? 206 : 200)
    }
    if (path === '/api/v1/statuses' && method === 'POST') {
      const key = checked(schema.idempotencyKey, headers['idempotency-key'])
      const mode = passes-- <= 0 ? modes.shift() : undefined
      if (mode?.kind === 'answer') return { ...error(mode.status), headers: mode.headers ?? {} }
      if (mode?.kind === 'hangUpBefore') return undefined
      const post = publish(body, key)
      return mode?.kind === 'hangUpAfter' ? undefined : reply(shown(post))
    }
    const [, id, more] = /^\/api\/v1\/statuses\/(\w+)(\/source)?$/.exec(path) ?? []
    const at = posts.findIndex((post) => post.id === id)
    const post = posts[at]
    if (method === 'DELETE' && flavour.isSmall) return error(404)
    if (post === undefined || (more !== undefined && flavour.hidesSource)) return error(404)
    if (method === 'DELETE') posts.splice(at, 1)
    if (method === 'PUT') {
      if (flavour.isSmall) return error(405)
      const mode = passes-- <= 0 ? modes.shift() : undefined
      if (mode?.kind === 'answer') return { ...error(mode.status), headers: mode.headers ?? {} }
      if (mode?.kind === 'hangUpBefore') return undefined
      const { media_ids, spoiler_text, ...wish } = checked(schema.edit, body)
      for (const one of media_ids ?? []) if (!media.has(one)) throw error(422)
      // As Mastodon does it: pictures and a warning that are not named are gone.
      const { media_ids: _, spoiler_text: __, ...kept } = post
      const now = { ...kept, ...wish, ...(media_ids && { media_ids }), ...(spoiler_text !== '' && { spoiler_text }) }
      posts[at] = { ...now, edits: (post.edits ?? 0) + 1 }
      if (mode?.kind === 'hangUpAfter') return undefined
      return reply(shown(posts[at]))
    }
    return reply(more === undefined ? shown(post) : { id, text: post.status, spoiler_text: post.spoiler_text ?? '' })
  }

  const server = createServer((request, response) => {
    const handled = async () => {
      const call = await read(request)
      const place = `${call.method} ${call.path.replace(/\/\w*\d+\b/g, '/:id')}`
      counts[place] = (counts[place] ?? 0) + 1
      calls++
      const how = drops.find(({ nth }) => nth === calls)?.how
      if (how === 'hangUpBefore') return void request.socket.destroy()
      const answered = await act(call).catch((thrown: unknown) => {
        if (isReply(thrown)) return thrown
        throw thrown
      })
      if (answered === undefined || how === 'hangUpAfter') request.socket.destroy()
      else send(response, answered)
    }
    handled().catch((thrown: unknown) => {
      refusals.push(String(thrown))
      request.socket.destroy()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    host: new URL(url).host,
    token: 'mastodon-token-of-barluce',
    posts,
    media,
    clients,
    refusals,
    counts,
    revoke: () => tokens.clear(),
    /** What a person does who allows it: the address they are led back to, or the code that is shown to them. */
    allow(address: string): string {
      const asked = schema.authorize.parse(Object.fromEntries(new URL(address).searchParams))
      if (!clients.has(asked.client_id)) throw new Error('a client nobody registered')
      const code = randomBytes(6).toString('hex')
      codes.set(code, { challenge: asked.code_challenge, redirectUri: asked.redirect_uri })
      if (asked.redirect_uri.startsWith('urn:')) return code
      return `${asked.redirect_uri}?${new URLSearchParams({ code, state: asked.state })}`
    },
    /** Treats visible requests so, one after the other, after so many went through. */
    next(mode: Mode, after = 0): void {
      passes = after
      modes.push(mode)
    },
    calls: () => calls,
    /** Hangs up at the n-th request from now, of any kind. */
    drop: (nth: number, how: 'hangUpBefore' | 'hangUpAfter') => void drops.push({ nth: calls + nth, how }),
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export type Mastodon = Awaited<ReturnType<typeof startMastodon>>

type Reply = { status: number; body: unknown; headers?: Record<string, string> }

type Incoming = {
  method: string
  path: string
  query: Record<string, string>
  token: string | undefined
  headers: IncomingMessage['headers']
  text: string
  body: unknown
  form: FormData | undefined
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://mastodon')
  const bytes = Buffer.concat(await request.toArray())
  const type = request.headers['content-type'] ?? ''
  const isForm = type.startsWith('multipart/')
  return {
    method: request.method ?? 'GET',
    path,
    query: Object.fromEntries(searchParams),
    token: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
    headers: request.headers,
    text: bytes.toString(),
    body: type === 'application/json' ? JSON.parse(bytes.toString()) : undefined,
    form: isForm ? await new Response(bytes, { headers: { 'content-type': type } }).formData() : undefined,
  }
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function isReply(thrown: unknown): thrown is Reply {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && 'body' in thrown
}

/** As Mastodon shows a text: paragraphs, short links, mentions by name. */
function html(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;')
  const linked = safe.replaceAll(
    /(https?:\/\/)(\S+)/g,
    '<a href="$1$2"><span class="invisible">$1</span><span class="ellipsis">$2</span></a>',
  )
  const named = linked.replaceAll(
    /@(\w+)@([\w.]+\w)/g,
    '<span class="h-card"><a href="https://$2/@$1">@<span>$1</span></a></span>',
  )
  return `<p>${named.replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br />')}</p>`
}
