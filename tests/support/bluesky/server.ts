// A Bluesky server that is as strict as a real one: sessions that end, keys that are used once, blobs that must be there.
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import { type Clients, createGrants } from './grants.ts'
import { calls, type postRecord } from './schema.ts'
import { createVideo, serverDid } from './video.ts'

/** How the next visible request is treated. */
export type Mode =
  | { kind: 'answer'; status: number; error: string; headers?: Record<string, string> }
  | { kind: 'hangUpBefore' }
  | { kind: 'hangUpAfter' }

type Stored = { rkey: string; cid: string; record: z.infer<typeof postRecord> }
type Method = keyof typeof calls

/** What a server is started with; without `clients` nobody consents there. */
export type Options = { clients?: (url: string) => Clients; seconds?: number; knowsParts?: boolean }

/** Starts a server on 127.0.0.1 with one account. */
export async function startBluesky({ clients, ...given }: Options = {}) {
  const did = 'did:plc:barluce23456723456723456'
  const otherDid = 'did:plc:other2345672345672345672'
  const handle = 'barluce.bsky.social'
  const password = 'abcd-efgh-ijkl-mnop'
  const posts: Stored[] = []
  const blobs = new Map<string, { type: string; bytes: Buffer }>()
  const refusals: string[] = []
  const counts: Record<string, number> = {}
  const refreshes = new Set<string>()
  const accesses = new Set<string>()
  const modes: Mode[] = []
  const drops = new Map<number, 'hangUpBefore' | 'hangUpAfter'>()
  let requests = 0
  let passes = 0
  let secondFactor = false
  let refreshMs = 0
  let url = ''
  let grants: ReturnType<typeof createGrants> | undefined

  const documentOf = (id: string, name: string) => ({
    id,
    alsoKnownAs: [`at://${name}`],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: url }],
  })

  function newSession() {
    const end = Math.floor(Date.now() / 1000) + 7200
    const jwt = () =>
      [
        'e30',
        Buffer.from(JSON.stringify({ sub: did, exp: end })).toString('base64url'),
        randomBytes(9).toString('hex'),
      ].join('.')
    const [accessJwt, refreshJwt] = [jwt(), jwt()]
    accesses.add(accessJwt)
    refreshes.add(refreshJwt)
    return { did, handle, accessJwt, refreshJwt, active: true, didDoc: documentOf(did, handle) }
  }

  const handlers: { [name in Method]: (given: z.infer<(typeof calls)[name]>, token: string | undefined) => Reply } = {
    'com.atproto.server.createSession': (given) => {
      if (given.identifier !== handle && given.identifier !== did) return no(401, 'AuthenticationRequired')
      if (secondFactor) return no(401, 'AuthFactorTokenRequired')
      return given.password === password ? ok(newSession()) : no(401, 'AuthenticationRequired')
    },
    'com.atproto.server.refreshSession': (_, token = '') => {
      // A refresh token is good once.
      if (!refreshes.delete(token)) return no(400, 'ExpiredToken')
      return ok(newSession())
    },
    'com.atproto.server.deleteSession': (_, token = '') => {
      if (!refreshes.delete(token)) return no(400, 'ExpiredToken')
      accesses.clear()
      return ok({})
    },
    'com.atproto.server.getSession': () => ok({ did, handle, active: true }),
    'com.atproto.server.describeServer': () => ok({ did: serverDid, availableUserDomains: [] }),
    'com.atproto.repo.putRecord': (given) => {
      if (given.repo !== did) return no(400, 'InvalidRequest')
      const known = posts.find(({ rkey }) => rkey === given.rkey)
      if (known !== undefined) return no(400, 'InvalidSwap')
      const { embed, reply } = given.record
      const shown = shownBy(embed)
      const used = shown.flatMap((blob) => blob?.ref.$link ?? [])
      if (used.some((cid) => !blobs.has(cid))) return no(400, 'BlobNotFound')
      const isThere = (ref: { uri: string; cid: string }) =>
        posts.some((one) => uriOf(one) === ref.uri && one.cid === ref.cid)
      if (reply !== undefined && !(isThere(reply.root) && isThere(reply.parent))) {
        refusals.push('a reply to what is not there')
        return no(400, 'InvalidRequest')
      }
      const stored = { rkey: given.rkey, cid: cidOf(JSON.stringify(given.record)), record: given.record }
      posts.push(stored)
      return ok({ uri: uriOf(stored), cid: stored.cid, validationStatus: 'valid' })
    },
    'com.atproto.repo.deleteRecord': ({ rkey }) => {
      const at = posts.findIndex((one) => one.rkey === rkey)
      if (at >= 0) posts.splice(at, 1)
      return ok({})
    },
    'com.atproto.repo.getRecord': ({ rkey }) => {
      const found = posts.find((one) => one.rkey === rkey)
      return found === undefined
        ? no(400, 'RecordNotFound')
        : ok({ uri: uriOf(found), cid: found.cid, value: found.record })
    },
    'com.atproto.repo.listRecords': ({ cursor, limit, reverse }) => {
      // As the real one: newest first, unless it is asked the other way round.
      const order = reverse === 'true' ? 1 : -1
      const isLater = (rkey: string) => cursor === undefined || (order === 1 ? rkey > cursor : rkey < cursor)
      const later = posts.filter(({ rkey }) => isLater(rkey)).toSorted((a, b) => (a.rkey < b.rkey ? -order : order))
      return ok({
        records: later.slice(0, Number(limit)).map((one) => ({ uri: uriOf(one), cid: one.cid, value: one.record })),
      })
    },
    'com.atproto.identity.resolveHandle': (given) =>
      given.handle === handle ? ok({ did }) : no(400, 'InvalidRequest'),
    'app.bsky.feed.getPosts': ({ uris }) =>
      ok({
        posts: posts
          .filter((one) => uriOf(one) === uris)
          .map((one) => ({ uri: uriOf(one), likeCount: 5, repostCount: 2, quoteCount: 1, replyCount: 3 })),
      }),
  }
  const uriOf = ({ rkey }: { rkey: string }) => `at://${did}/app.bsky.feed.post/${rkey}`
  const needsToken: readonly string[] = [
    'com.atproto.repo.putRecord',
    'com.atproto.repo.deleteRecord',
    'com.atproto.repo.uploadBlob',
    'com.atproto.server.getSession',
    'com.atproto.server.getServiceAuth',
  ]
  const video = createVideo({ did, host: () => new URL(url).host, put: (bytes) => putBlob('video/mp4', bytes) })

  function putBlob(type: string, bytes: Buffer) {
    const cid = cidOf(bytes)
    blobs.set(cid, { type, bytes })
    return { $type: 'blob', ref: { $link: cid }, mimeType: type, size: bytes.length }
  }

  /** What a call is refused with that brings no good access. */
  async function refusalOf(request: IncomingMessage): Promise<Reply | undefined> {
    const { authorization = '' } = request.headers
    if (authorization.startsWith('DPoP ')) {
      const refusal = await grants?.check(request)
      return refusal && { ...no(refusal.status, refusal.error), headers: refusal.headers }
    }
    const token = /^Bearer (.+)$/.exec(authorization)?.[1]
    if (accesses.has(token ?? '')) return undefined
    return no(400, token === undefined ? 'AuthMissing' : 'ExpiredToken')
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (grants?.answers(request, response)) return
    requests += 1
    const how = drops.get(requests)
    if (how === 'hangUpBefore') return void request.socket.destroy()
    if (how === 'hangUpAfter')
      Object.assign(response, { writeHead: () => response, end: () => request.socket.destroy() })
    const at = new URL(request.url ?? '/', 'http://bluesky')
    const bytes = Buffer.concat(await request.toArray())
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const document = [documentOf(did, handle), documentOf(otherDid, 'other.example')].find(
      ({ id }) => decodeURIComponent(at.pathname) === `/${id}`,
    )
    if (document !== undefined) return send(response, ok(document))
    const method = /^\/xrpc\/([\w.]+)$/.exec(at.pathname)?.[1] ?? ''
    counts[method] = (counts[method] ?? 0) + 1
    const refusal = needsToken.includes(method) ? await refusalOf(request) : undefined
    if (refusal !== undefined) return send(response, refusal)
    if (method === 'com.atproto.repo.uploadBlob') {
      if (bytes.length > 1_000_000) return send(response, no(413, 'PayloadTooLarge'))
      return send(response, ok({ blob: putBlob(request.headers['content-type'] ?? '', bytes) }))
    }
    const asked = Object.fromEntries(at.searchParams)
    if (method === 'com.atproto.server.getServiceAuth') return send(response, video.tokenFor(asked))
    const [, name] = /^app\.bsky\.video\.(\w+)$/.exec(method) ?? []
    if (name !== undefined)
      return send(response, video.act(name, asked, { token, type: request.headers['content-type'] ?? '', bytes }))
    if (!isMethod(method)) return send(response, no(501, 'MethodNotImplemented'))
    const given =
      request.method === 'GET'
        ? Object.fromEntries(at.searchParams)
        : bytes.length === 0
          ? undefined
          : JSON.parse(String(bytes))
    const read = calls[method].safeParse(given)
    if (!read.success) {
      refusals.push(`${method}: ${read.error.message}`)
      return send(response, no(400, 'InvalidRequest'))
    }
    const act = () => (handlers[method] as (given: unknown, token: string | undefined) => Reply)(read.data, token)
    if (method === 'com.atproto.server.refreshSession' && refreshMs > 0)
      await new Promise((done) => setTimeout(done, refreshMs))
    const mode = method === 'com.atproto.repo.putRecord' && passes-- <= 0 ? modes.shift() : undefined
    if (mode?.kind === 'hangUpBefore') return void request.socket.destroy()
    if (mode?.kind === 'hangUpAfter') {
      act()
      return void request.socket.destroy()
    }
    if (mode?.kind === 'answer') return send(response, { ...no(mode.status, mode.error), headers: mode.headers ?? {} })
    send(response, act())
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      refusals.push(String(error))
      request.socket.destroy()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  grants = clients && createGrants(url, clients(url), given)
  return {
    url,
    did,
    otherDid,
    /** Where consent is given, where there are clients. */
    get grants() {
      if (grants === undefined) throw new Error('nobody consents at this server')
      return grants
    },
    handle,
    password,
    posts,
    blobs,
    refusals,
    counts,
    newSession,
    /** The video service: how long it works, whether it fails, what it allows. */
    video,
    /** How many requests came, and what happens to the nth. */
    calls: () => requests,
    drop: (nth: number, how: 'hangUpBefore' | 'hangUpAfter') => void drops.set(nth, how),
    /** Every access token ends now; refresh tokens stay good. */
    endAccess: () => accesses.clear(),
    /** Every token ends now. */
    endAll: () => {
      accesses.clear()
      refreshes.clear()
    },
    /** The main password is asked for a code from now on. */
    askSecondFactor: () => {
      secondFactor = true
    },
    /** A refresh takes so long from now on. */
    slowRefresh: (ms: number) => {
      refreshMs = ms
    },
    /** Treats visible requests so, one after the other, after so many went through. */
    next(mode: Mode, after = 0): void {
      passes = after
      modes.push(mode)
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export type Bluesky = Awaited<ReturnType<typeof startBluesky>>

type Reply = { status: number; body: unknown; headers?: Record<string, string> }

function ok(body: unknown): Reply {
  return { status: 200, body }
}

function no(status: number, error: string): Reply {
  return { status, body: { error, message: `${error}, said the server` } }
}

type Embed = z.infer<typeof postRecord>['embed']

function shownBy(embed: Embed) {
  if (embed?.$type === 'app.bsky.embed.images') return embed.images.map(({ image }) => image)
  return [embed?.$type === 'app.bsky.embed.video' ? embed.video : embed?.external.thumb]
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function isMethod(name: string): name is Method {
  return name in calls
}

function cidOf(given: string | Buffer): string {
  return `bafkrei${createHash('sha256').update(given).digest('hex')}`
}
