// Bluesky: records that are made once under keys chosen beforehand, so that no post can go out twice and any can be looked up.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Json, Platform, Step, StepAnswer } from '../../../core/platform.ts'
import type { Request } from '../../request.ts'
import { readCard } from '../card.ts'
import { filmIn, goAhead, goOn } from '../film.ts'
import { createXrpc } from './api.ts'
import { connectBluesky } from './connect.ts'
import { codeOf } from './faults.ts'
import { type BlueskyWay, embedOf, fromStart, onwardToBluesky, takesFilms, usualLookMs, waySchema } from './film.ts'
import { type Places, resolveHandle } from './find.ts'
import { readHistory } from './history.ts'
import { isLaterPart, newKeys } from './keys.ts'
import { createNonces } from './oauth/client.ts'
import { consentAtBluesky } from './oauth/consent.ts'
import { createGrants } from './oauth/grant.ts'
import type { Installation } from './oauth/installation.ts'
import { blobSchema, makeRecords } from './record.ts'
import { blueskyLimits, blueskyLooks, checkBluesky, limitsOf } from './rules.ts'
import { type Access, endSession, renewSession, serviceOf, withSession } from './session.ts'

const collection = 'app.bsky.feed.post'
/** A post that waits for its second carries that second as its own time. */
const soonMs = 5 * 60_000

const usualPlaces: Places = {
  service: 'https://bsky.social',
  publicApi: 'https://public.api.bsky.app',
  directory: 'https://plc.directory',
  video: 'https://video.bsky.app',
}

const refSchema = z.object({ uri: z.string(), cid: z.string() })
const frozenSchema = z.object({
  parts: z.array(z.object({ rkey: z.string(), record: z.record(z.string(), z.json()) })).min(1),
  film: waySchema.optional(),
})
/** `film` is how far it came since it was frozen. */
const progressSchema = z.object({ refs: z.array(refSchema), film: waySchema.optional() }).nullable()
const listSchema = z.object({
  records: z.array(
    z.object({
      uri: z.string(),
      value: z.looseObject({ reply: z.object({ root: z.looseObject({ uri: z.string() }) }).optional() }),
    }),
  ),
})
const count = z.int().nonnegative().optional()
const postsSchema = z.object({
  posts: z.array(z.looseObject({ likeCount: count, repostCount: count, quoteCount: count, replyCount: count })),
})

type Ref = z.infer<typeof refSchema>

/** What the adapter is made from. `places` are other servers than the usual ones to look accounts up at; without an installation nobody consents. */
export type BlueskyConfig = {
  request: Request
  now: () => Date
  places?: Partial<Places>
  installation?: Installation
  /** How often the video service is asked how far it is. */
  lookMs?: number
}

/** Makes the adapter. */
export function createBluesky(config: BlueskyConfig): Platform {
  const { request, now, installation, lookMs = usualLookMs } = config
  const places = { ...usualPlaces, ...config.places }
  const xrpc = createXrpc({ request, now })
  const reach = installation && { xrpc, request, places, installation, nonces: createNonces() }
  const grants = reach && createGrants(reach, now)
  const consent = reach && grants && consentAtBluesky({ reach, grants, now })
  const use = (account: AccountAccess, signal: AbortSignal) => ({ xrpc, now, grants, account, signal })

  return {
    id: 'bluesky',
    connect: connectBluesky({ xrpc, request, places, consent }),
    hasOwnAccess: true,
    revoke: (account, signal) => endSession(use(account, signal)),
    limits: ({ settings }) => limitsOf(settings),
    looks: blueskyLooks,
    check: checkBluesky,

    async prepare(step) {
      const { account, content, dueAt, signal } = step
      // A token that would end before the second is renewed now, pictures or not.
      await withSession(use(account, signal), async () => undefined)
      const waitMs = (dueAt?.getTime() ?? 0) - now().getTime()
      const createdAt = dueAt !== undefined && waitMs > 0 && waitMs < soonMs ? dueAt : now()
      const records = await makeRecords(content, createdAt, {
        resolve: (handle) => resolveHandle(xrpc, serviceOf(account.credentials), handle, signal),
        upload: async (mediaId, type) => upload(step, mediaId, type),
        card: (uri) => readCard(uri, { request, signal, upload: (picture) => uploadBytes(step, picture) }),
      })
      const keys = newKeys(createdAt, records.length)
      const parts = records.map((record, part) => ({ rkey: keys[part] ?? '', record }))
      if (filmIn(content) === undefined) return { parts }
      return { parts, film: await goAhead(fromStart, onwardOf(step), signal) }
    },

    async publish(step): Promise<StepAnswer> {
      const { parts, refs, film } = whereOf(step)
      const saved = (reached: BlueskyWay) => ({ refs, film: reached })
      const waits = refs.length > 0 ? undefined : await goOn(film, onwardOf(step), { now, saved })
      if (waits !== undefined) return waits
      const ref = await putAgain(step, parts, refs)
      // The film was forgotten there: it is brought once more.
      if (ref === undefined) return { kind: 'wait', progress: saved({ ...fromStart, isAgain: true }), until: now() }
      refs.push(ref)
      const progress = { refs }
      if (refs.length < parts.length) return { kind: 'wait', progress, until: now() }
      return { kind: 'done', ...outOf(step.account, refs) }
    },

    async settle(step) {
      const { parts, refs } = whereOf(step)
      const found = await lookUp(step.account, parts[refs.length]?.rkey ?? '', step.signal)
      if (found === undefined) return { kind: 'absent' }
      const all = [...refs, found]
      if (all.length < parts.length) return { kind: 'onward', progress: { refs: all } }
      return { kind: 'published', ...outOf(step.account, all) }
    },

    async remove(account, remoteId, signal) {
      const root = keyIn(remoteId)
      const service = serviceOf(account.credentials)
      const method = 'com.atproto.repo.listRecords'
      const query = { repo: account.remoteId, collection, reverse: 'true', cursor: root, limit: '100' }
      const { records } = await xrpc({ service, method, query, signal }, listSchema.parse)
      const later = records
        .filter(({ value }) => value.reply?.root.uri === remoteId)
        .map(({ uri }) => keyIn(uri))
        .filter((key) => isLaterPart(root, key, blueskyLimits.parts))
      // The root goes last: cut off in between, the same call again finds the rest.
      for (const rkey of [...later.toReversed(), root])
        await withSession(use(account, signal), ({ service: at, token }) => {
          const body = { repo: account.remoteId, collection, rkey }
          return xrpc({ service: at, method: 'com.atproto.repo.deleteRecord', body, token, signal }, () => undefined)
        })
    },

    async measure(_account, remoteId, signal) {
      const call = { service: places.publicApi, method: 'app.bsky.feed.getPosts', query: { uris: remoteId }, signal }
      const [post] = (await xrpc(call, postsSchema.parse)).posts
      if (post === undefined) return { measures: {}, raw: null }
      const { likeCount: likes, replyCount: comments, repostCount, quoteCount } = post
      const shares = repostCount === undefined ? undefined : repostCount + (quoteCount ?? 0)
      const measures = {
        ...(likes !== undefined && { likes }),
        ...(comments !== undefined && { comments }),
        ...(shares !== undefined && { shares }),
      }
      return {
        measures,
        raw: JSON.parse(JSON.stringify({ likes, comments, reposts: repostCount, quotes: quoteCount })),
      }
    },

    history(account, signal) {
      const service = serviceOf(account.credentials)
      return readHistory(xrpc, { service, repo: account.remoteId, collection, signal })
    },

    async tend(account, signal) {
      await renewSession(use(account, signal))
      const service = serviceOf(account.credentials)
      // What the video service says is good to know; that it says nothing is no fault of the account.
      const isTaken = await takesFilms(filmReach(account, signal), service).catch(() => undefined)
      return isTaken === undefined ? {} : { takesFilms: isTaken }
    },
  }

  function filmReach(account: AccountAccess, signal: AbortSignal) {
    const act = <T>(work: (access: Access) => Promise<T>) => withSession(use(account, signal), work)
    return { xrpc, video: places.video, did: account.remoteId, act, now, lookMs, signal }
  }

  function onwardOf(step: Omit<Step, 'frozen' | 'progress' | 'sent'>) {
    return (way: BlueskyWay) => {
      const film = filmIn(step.content)
      if (film === undefined) throw new PlatformError('rejected', 'filmGone')
      return onwardToBluesky(filmReach(step.account, step.signal), { film, step, way })
    }
  }

  /**
   * Puts a part; pictures that the server has forgotten since are brought again, with the same bytes and so the same names.
   * Undefined where it is the film that was forgotten.
   */
  async function putAgain(step: Step, parts: Parts, refs: Ref[]): Promise<Ref | undefined> {
    const { film } = whereOf(step)
    try {
      return await put(step, withFilm(parts, step, film), refs)
    } catch (error) {
      if (codeOf(error) !== 'BlobNotFound' || film?.isAgain === true) throw error
      if (film !== null) return undefined
      for (const { mediaId, type } of step.content.pictures) await upload(step, mediaId, type)
      // The picture of a card is not kept here: the card goes without it.
      return put(step, parts.map(withoutThumb), refs)
    }
  }

  /** Creates the next part, or finds that it is there: a key is used once, whatever happens. */
  async function put(step: Step, parts: Parts, refs: Ref[]): Promise<Ref> {
    const { account, signal, sent } = step
    const part = parts[refs.length]
    const [root, parent] = [refs[0], refs.at(-1)]
    if (part === undefined) throw new PlatformError('rejected', 'noSuchPart')
    const record = { ...part.record, ...(root && parent && { reply: { root, parent } }) }
    const body = { repo: account.remoteId, collection, rkey: part.rkey, record, swapRecord: null }
    try {
      return await withSession(use(account, signal), ({ service, token }) => {
        const call = { service, method: 'com.atproto.repo.putRecord', body, token, signal, onSent: sent }
        return xrpc({ ...call, isVisible: true }, refSchema.parse)
      })
    } catch (error) {
      const there = codeOf(error) === 'InvalidSwap' ? await lookUp(account, part.rkey, signal) : undefined
      if (there === undefined) throw error
      return there
    }
  }

  async function lookUp(account: AccountAccess, rkey: string, signal: AbortSignal): Promise<Ref | undefined> {
    const service = serviceOf(account.credentials)
    const query = { repo: account.remoteId, collection, rkey }
    try {
      return await xrpc({ service, method: 'com.atproto.repo.getRecord', query, signal }, refSchema.parse)
    } catch (error) {
      if (codeOf(error) === 'RecordNotFound') return undefined
      throw error
    }
  }

  async function upload(step: Pick<Step, 'account' | 'read' | 'signal'>, mediaId: string, type: string): Promise<Json> {
    return uploadBytes(step, { bytes: await step.read(mediaId), type })
  }

  async function uploadBytes(
    step: Pick<Step, 'account' | 'signal'>,
    { bytes, type }: { bytes: Uint8Array; type: string },
  ): Promise<Json> {
    const { blob } = await withSession(use(step.account, step.signal), ({ service, token }) => {
      const call = { service, method: 'com.atproto.repo.uploadBlob', body: { bytes, type }, token, signal: step.signal }
      return xrpc(call, z.object({ blob: blobSchema }).parse)
    })
    return z.json().parse(blob)
  }
}

function withoutThumb(part: Parts[number]): Parts[number] {
  const { embed } = part.record
  const external = isObject(embed) && isObject(embed.external) ? embed.external : undefined
  if (external?.thumb === undefined || !isObject(embed)) return part
  const { thumb: _, ...rest } = external
  return { ...part, record: { ...part.record, embed: { ...embed, external: rest } } }
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Parts = z.infer<typeof frozenSchema>['parts']

/** The parts as they go out: what was frozen, and in the first the film as the service gave it. */
function withFilm(parts: Parts, { content }: Pick<Step, 'content'>, way: BlueskyWay | null): Parts {
  const film = filmIn(content)
  if (way === null || film === undefined) return parts
  return parts.map((part, i) => (i > 0 ? part : { ...part, record: { ...part.record, embed: embedOf(film, way) } }))
}

function whereOf({ frozen, progress }: Pick<Step, 'frozen' | 'progress'>) {
  const { parts, film } = frozenSchema.parse(frozen)
  const reached = progressSchema.parse(progress)
  const way: BlueskyWay | null = reached?.film ?? film ?? null
  return { parts, refs: [...(reached?.refs ?? [])], film: way }
}

function outOf(account: AccountAccess, refs: Ref[]): { remoteId: string; url: string } {
  const remoteId = refs[0]?.uri ?? ''
  return { remoteId, url: `https://bsky.app/profile/${account.remoteId}/post/${keyIn(remoteId)}` }
}

function keyIn(uri: string): string {
  return uri.split('/').at(-1) ?? ''
}
