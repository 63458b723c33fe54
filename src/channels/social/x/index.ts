// X: posts and threads part by part. It knows no key of ours, so a lost answer is settled by reading own posts back.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Json, Platform, Step, StepAnswer } from '../../../core/platform.ts'
import { lookAtEach, type Quotas, takeEach } from '../../../core/quotas.ts'
import type { Request } from '../../request.ts'
import { filmIn, goAhead, goOn } from '../film.ts'
import { codeOf, createRest, statusOf } from '../rest.ts'
import { renewToken, withToken } from '../token.ts'
import { type LookTimes, twoLooks, usualTimes } from '../two-looks.ts'
import { connectX, danceOf, refreshed, usualRoot, whoIs } from './connect.ts'
import { duplicateCode, faultOf, mediaCode } from './faults.ts'
import { fromStart, onwardToX, waySchema, type XWay } from './film.ts'
import { createMeter } from './meter.ts'
import { readPosts } from './posts.ts'
import { lookBack } from './read-back.ts'
import { createReads } from './reads.ts'
import { checkX, limitsOf, priceOf, prices, textsOf, xLooks } from './rules.ts'

/** A token that ends within this time is renewed beforehand, so that nothing has to be renewed at the second itself. */
const spareMs = 10 * 60_000

// What was frozen before there were films has no way.
const film = waySchema.nullable().default(null)
const frozenSchema = z.object({ texts: z.array(z.string()).min(1), media: z.array(z.string()), film, at: z.string() })
/** `media` and `film` are those that were brought again; both are null until then, or until the film went on. */
const progressSchema = z.object({
  ids: z.array(z.string()),
  media: z.array(z.string()).nullable(),
  film,
  isAgain: z.boolean().default(false),
})
const idSchema = z.object({ data: z.looseObject({ id: z.string() }) })
const count = z.int().nonnegative().optional()
const metricsSchema = z.object({
  data: z
    .array(
      z.looseObject({
        public_metrics: z.looseObject({
          impression_count: count,
          like_count: count,
          reply_count: count,
          retweet_count: count,
          repost_count: count,
          quote_count: count,
        }),
      }),
    )
    .optional(),
})

/** What the network is made from. */
export type XConfig = {
  request: Request
  now: () => Date
  quotas: Quotas
  apiRoot?: string
  clientId: string
  clientSecret?: string | undefined
  times?: Partial<LookTimes>
  /** The most posts that are read in a month, over all accounts; absent where there is no limit of ours. */
  readsAMonth?: number | undefined
}

/** Makes the adapter. */
export function createX(given: XConfig): Platform {
  const config = { apiRoot: usualRoot, ...given }
  const { request, now, quotas } = config
  const times = { ...usualTimes, ...config.times }
  const meter = createMeter(quotas)
  const reads = createReads(quotas, { cap: config.readsAMonth, now })
  const rest = createRest({ request, now, root: config.apiRoot, faultOf, heard: meter.heard })
  const dancer = danceOf(config)
  const use = (account: AccountAccess, signal: AbortSignal) => ({
    account,
    now,
    spareMs,
    refresh: (known: AccountAccess['credentials']) => refreshed(dancer, known, signal),
  })

  return {
    id: 'x',
    connect: connectX({ dancer, rest }),
    limits: ({ settings }) => limitsOf(settings),
    looks: xLooks,
    revoke: (account, signal) => dancer.revoke(account.credentials, signal),
    check: checkX,
    price: priceOf,
    readCosts: prices.ownRead,

    async prepare(step) {
      await lookAtEach(quotas, meter.names(step.account.remoteId))
      const media = await uploadAll(step)
      const given = filmIn(step.content)
      const way = given && (await goAhead(fromStart, onwardOf(step), step.signal))
      return { texts: textsOf(step.content), media, film: way ?? null, at: now().toISOString() }
    },

    async publish(step): Promise<StepAnswer> {
      const { texts, progress, film: way } = whereOf(step)
      const saved = (reached: XWay) => ({ ...progress, film: reached })
      const waits = progress.ids.length > 0 ? undefined : await goOn(way, onwardOf(step), { now, saved })
      if (waits !== undefined) return waits
      const id = await post(step).catch((error: unknown) => refusedFor(error, step))
      if (typeof id !== 'string') return id
      const ids = [...progress.ids, id]
      if (ids.length < texts.length) return { kind: 'wait', progress: { ...progress, ids }, until: now() }
      return { kind: 'done', ...outOf(step.account, ids) }
    },

    async settle(step) {
      const { texts, progress, film: way } = whereOf(step)
      // Nothing visible is done before the film is there.
      if (way?.isReady === false) return { kind: 'absent' }
      const wanted = { text: texts[progress.ids.length] ?? '', since: step.startedAt, known: progress.ids }
      if (!(await reads.forLook())) return { kind: 'unclear' }
      const seen = await twoLooks({ ...step, ...times, now }, () => look(step, wanted))
      if (seen.kind !== 'found') return seen
      const ids = [...progress.ids, seen.found]
      if (ids.length < texts.length) return { kind: 'onward', progress: { ...progress, ids } }
      return { kind: 'published', ...outOf(step.account, ids) }
    },

    async remove(account, remoteId, signal) {
      // The first part goes last: cut off in between, the same call again finds the rest.
      for (const id of remoteId.split(',').toReversed())
        await withToken(use(account, signal), (token) => {
          const path = `/2/tweets/${encodeURIComponent(id)}`
          return rest({ path, method: 'DELETE', token, signal }, () => undefined)
        }).catch((error: unknown) => {
          if (statusOf(error) !== 404) throw error
        })
    },

    async measure(account, remoteId, signal) {
      const call = { path: '/2/tweets', query: { ids: remoteId.split(',')[0] ?? '' }, fields: 'public_metrics', signal }
      await reads.forNumbers()
      const { value } = await withToken(use(account, signal), (token) =>
        readPosts(rest, { ...call, token }, metricsSchema.parse),
      )
      const found = value.data?.[0]?.public_metrics
      if (found === undefined) return { measures: {}, raw: null }
      const { impression_count: impressions, like_count: likes, reply_count: comments, quote_count: quotes } = found
      const reposts = found.repost_count ?? found.retweet_count
      const measures = {
        ...(impressions !== undefined && { impressions }),
        ...(likes !== undefined && { likes }),
        ...(comments !== undefined && { comments }),
        ...(reposts !== undefined && { shares: reposts + (quotes ?? 0) }),
      }
      return { measures, raw: JSON.parse(JSON.stringify(found)) }
    },

    async tend(account, signal) {
      await renewToken(use(account, signal))
      return (await withToken(use(account, signal), (token) => whoIs(rest, token, signal))).settings
    },
  }

  function onwardOf(step: Omit<Step, 'frozen' | 'progress' | 'sent'>) {
    const { account, content, signal } = step
    const given = filmIn(content)
    return (way: XWay) =>
      withToken(use(account, signal), (token) => {
        if (given === undefined) throw new PlatformError('rejected', 'filmGone')
        return onwardToX({ rest, token, signal }, { film: given, step, way })
      })
  }

  /** Creates the next part. */
  async function post(step: Step): Promise<string> {
    const { texts, media, progress } = whereOf(step)
    const part = progress.ids.length
    const after = progress.ids.at(-1)
    const body: Json = {
      text: texts[part] ?? '',
      ...(part === 0 && media.length > 0 && { media: { media_ids: media } }),
      ...(after !== undefined && { reply: { in_reply_to_tweet_id: after } }),
    }
    const { account, signal } = step
    await takeEach(quotas, meter.names(account.remoteId))
    const call = {
      path: '/2/tweets',
      method: 'POST' as const,
      body,
      countsFor: account.remoteId,
      signal,
      isVisible: true,
      onSent: step.sent,
    }
    const made = await withToken(use(account, signal), (token) => rest({ ...call, token }, idSchema.parse))
    return made.value.data.id
  }

  /** What a refusal was about: our own words that are out after all, or pictures that were forgotten. */
  async function refusedFor(error: unknown, step: Step): Promise<string | StepAnswer> {
    const { texts, at, progress, media } = whereOf(step)
    if (codeOf(error) === duplicateCode) {
      const wanted = { text: texts[progress.ids.length] ?? '', since: new Date(at), known: progress.ids }
      const { found } = await look(step, wanted).catch(() => ({ found: undefined }))
      if (found !== undefined) return found
    }
    const isForgotten = codeOf(error) === mediaCode && media.length > 0 && !progress.isAgain
    if (!isForgotten) throw error
    const brought = filmIn(step.content) === undefined ? { media: await uploadAll(step) } : { film: fromStart }
    return { kind: 'wait', progress: { ...progress, ...brought, isAgain: true }, until: now() }
  }

  async function look({ account, signal }: Pick<Step, 'account' | 'signal'>, wanted: Parameters<typeof lookBack>[2]) {
    const seen = await withToken(use(account, signal), (token) =>
      lookBack(rest, { userId: account.remoteId, token, signal }, wanted),
    )
    await reads.shown(seen.shown)
    return seen
  }

  /** Brings every picture with its words; one that nobody refers to is forgotten there in a day. */
  async function uploadAll({ account, content, read, signal }: Omit<Step, 'frozen' | 'progress' | 'sent'>) {
    const ids: string[] = []
    // A token that would end before the second is renewed now, pictures or not.
    await withToken(use(account, signal), async () => undefined)
    for (const { mediaId, type, alt } of content.pictures) {
      const bytes = new Uint8Array(await read(mediaId))
      const id = await withToken(use(account, signal), async (token) => {
        const body = new FormData()
        body.set('media', new Blob([bytes], { type }), 'picture')
        body.set('media_category', 'tweet_image')
        return (await rest({ path: '/2/media/upload', method: 'POST', body, token, signal }, idSchema.parse)).value.data
          .id
      })
      ids.push(id)
      if (alt === '') continue
      const body = { id, metadata: { alt_text: { text: alt } } }
      await withToken(use(account, signal), (token) =>
        rest({ path: '/2/media/metadata', method: 'POST', body, token, signal }, () => undefined),
      )
    }
    return ids
  }
}

function whereOf({ frozen, progress }: Pick<Step, 'frozen' | 'progress'>) {
  const { texts, media, film: begun, at } = frozenSchema.parse(frozen)
  const none = { ids: [], media: null, film: null, isAgain: false }
  const reached = progress === null ? none : progressSchema.parse(progress)
  const way = reached.film ?? begun
  const brought = reached.media ?? media
  return { texts, at, film: way, media: way?.id == null ? brought : [way.id], progress: reached }
}

function outOf({ credentials }: AccountAccess, ids: string[]): { remoteId: string; url: string } {
  if (ids[0] === undefined) throw new PlatformError('rejected', 'noSuchPart')
  return { remoteId: ids.join(), url: `https://x.com/${credentials.username ?? 'i'}/status/${ids[0]}` }
}
