// Mastodon and servers of its API. A repeat is never trusted to the Idempotency-Key alone: some servers pass over it, so a lost
// answer is settled by reading own posts back. The remote id of a thread holds the ids of all its parts.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Json, Platform, Step, StepAnswer } from '../../../core/platform.ts'
import type { Request } from '../../request.ts'
import { filmIn } from '../film.ts'
import { type LookTimes, twoLooks, usualTimes } from '../two-looks.ts'
import { createRest } from './api.ts'
import { connectMastodon, credentialsSchema, readInstance, verify } from './connect.ts'
import { edit } from './edit.ts'
import { statusOf } from './faults.ts'
import { readHistory } from './history.ts'
import { type Reach, stateOf, type Uploaded, uploadAll, uploadedSchema } from './media.ts'
import { lookBack } from './read-back.ts'
import { checkMastodon, limitsOf, mastodonLooks, optionsSchema } from './rules.ts'

/** A server that is at work on a picture or a film for longer than this does not take it. */
const lookings = { pictures: { everyMs: 2_000, most: 60 }, films: { everyMs: 10_000, most: 90 } }

const frozenSchema = z.object({ texts: z.array(z.string()).min(1), media: uploadedSchema, options: optionsSchema })
const progressSchema = z.object({
  ids: z.array(z.string()),
  url: z.string().nullable(),
  /** Pictures that were brought again. */
  media: uploadedSchema.nullable(),
  mediaLooks: z.int(),
})
const statusSchema = z.looseObject({ id: z.string(), url: z.string().nullish() })
const count = z.int().nonnegative().optional()
const countsSchema = z.looseObject({
  favourites_count: count,
  reblogs_count: count,
  quotes_count: count,
  replies_count: count,
})

type Progress = z.infer<typeof progressSchema>

/** Makes the adapter. `times` is how long after an attempt its absence may be believed, and how long between two looks. */
export function createMastodon(config: { request: Request; now: () => Date; times?: Partial<LookTimes> }): Platform {
  const { now } = config
  const times = { ...usualTimes, ...config.times }
  const rest = createRest(config)

  return {
    id: 'mastodon',
    connect: connectMastodon({ rest }),
    options: ['visibility', 'contentWarning', 'language'],
    limits: ({ settings }) => limitsOf(settings),
    looks: mastodonLooks,
    check: checkMastodon,

    async prepare(step) {
      const { content } = step
      const media = await uploadAll(rest, reachOf(step.account, step.signal), step)
      const texts = content.parts.length > 0 ? content.parts : [content.text]
      return { texts, media, options: optionsSchema.parse(content.options) }
    },

    async publish(step): Promise<StepAnswer> {
      const { texts, media, progress } = whereOf(step)
      const reach = reachOf(step.account, step.signal)
      const isWaiting = progress.ids.length === 0 && !media.isReady
      const first = isWaiting ? await awaitMedia(step, reach, media, progress) : undefined
      if (first !== undefined) return first
      const posted = await post(step, reach).catch((error: unknown) => refusedFor(error, step, reach))
      if ('kind' in posted) return posted
      const ids = [...progress.ids, posted.id]
      const url = progress.url ?? posted.url
      if (ids.length < texts.length) return { kind: 'wait', progress: { ...progress, ids, url }, until: now() }
      return { kind: 'done', remoteId: ids.join(), url }
    },

    async settle(step) {
      const { texts, progress } = whereOf(step)
      const { ids } = progress
      const reach = reachOf(step.account, step.signal)
      const { accountId } = parsed(step.account)
      const wanted = {
        accountId,
        text: texts[ids.length] ?? '',
        after: ids.at(-1),
        startedAt: step.startedAt,
        known: ids,
      }
      const seen = await twoLooks({ ...step, ...times, now }, () => lookBack(rest, reach, wanted, now))
      if (seen.kind !== 'found') return seen
      const { found } = seen
      const all = [...ids, found.id]
      const url = progress.url ?? found.url
      if (all.length < texts.length) return { kind: 'onward', progress: { ...progress, ids: all, url } }
      return { kind: 'published', remoteId: all.join(), url }
    },

    edit: (step) => edit(rest, reachOf(step.account, step.signal), step, times.betweenLooksMs),

    async remove(account, remoteId, signal) {
      const { server, token } = reachOf(account, signal)
      // The first part goes last: cut off in between, the same call again finds the rest.
      for (const id of remoteId.split(',').toReversed()) {
        const path = `/api/v1/statuses/${encodeURIComponent(id)}`
        try {
          await rest({ server, path, method: 'DELETE', token, signal }, () => undefined)
        } catch (error) {
          if (![404, 405, 410, 501].includes(statusOf(error) ?? 0)) throw error
          if (await isThere({ server, token, signal }, path))
            throw new PlatformError('rejected', 'noDelete', { cause: error })
        }
      }
    },

    async measure(account, remoteId, signal) {
      const { server, token } = reachOf(account, signal)
      const path = `/api/v1/statuses/${encodeURIComponent(remoteId.split(',')[0] ?? '')}`
      const { value } = await rest({ server, path, token, signal }, countsSchema.parse)
      const { favourites_count: likes, replies_count: comments, reblogs_count: reblogs, quotes_count: quotes } = value
      const measures = {
        ...(likes !== undefined && { likes }),
        ...(comments !== undefined && { comments }),
        ...(reblogs !== undefined && { shares: reblogs + (quotes ?? 0) }),
      }
      return { measures, raw: countsOf(value) }
    },

    history(account, signal) {
      return readHistory(rest, reachOf(account, signal), parsed(account).accountId)
    },

    async revoke(account, signal) {
      const { server, accessToken, clientId, clientSecret } = parsed(account)
      // Only the client that was given an access may give it back.
      if (clientId === undefined || clientSecret === undefined) return false
      const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token: accessToken })
      await rest({ server, path: '/oauth/revoke', method: 'POST', body, signal }, () => undefined)
      return true
    },

    async tend(account, signal) {
      const reach = reachOf(account, signal)
      await stillLetIn(reach)
      return { instance: (await readInstance(rest, reach.server, signal)).instance }
    },
  }

  /** Creates the next part. */
  async function post(step: Step, reach: Reach): Promise<{ id: string; url: string | null }> {
    const { texts, media, options, progress } = whereOf(step)
    const part = progress.ids.length
    const { visibility, contentWarning, language, sensitive } = options
    const after = progress.ids.at(-1)
    const body: Json = {
      status: texts[part] ?? '',
      ...(part === 0 && media.ids.length > 0 && { media_ids: media.ids }),
      ...(visibility && { visibility }),
      ...(contentWarning && { spoiler_text: contentWarning }),
      ...(language && { language }),
      ...(sensitive !== null && { sensitive }),
      ...(after !== undefined && { in_reply_to_id: after }),
    }
    const call = {
      ...{ server: reach.server, token: reach.token, signal: step.signal, body, onSent: step.sent },
      path: '/api/v1/statuses',
      method: 'POST' as const,
      headers: { 'idempotency-key': `${step.publicationId}/${part}` },
      isVisible: true,
    }
    const { value } = await rest(call, statusSchema.parse)
    return { id: value.id, url: value.url ?? null }
  }

  /** Undefined where all pictures are ready; else what to do about them first. */
  async function awaitMedia(
    step: Step,
    reach: Reach,
    media: Uploaded,
    progress: Progress,
  ): Promise<StepAnswer | undefined> {
    const state = await stateOf(rest, reach, media.ids)
    if (state === 'ready') return undefined
    const mediaLooks = progress.mediaLooks + 1
    const isFilm = filmIn(step.content) !== undefined
    const { everyMs, most } = lookings[isFilm ? 'films' : 'pictures']
    if (mediaLooks > most) throw new PlatformError('rejected', isFilm ? 'filmUnfinished' : 'pictureUnfinished')
    const again = state === 'lost' ? { media: await uploadAll(rest, reach, step) } : {}
    const until = new Date(now().getTime() + everyMs)
    return { kind: 'wait', progress: { ...progress, ...again, mediaLooks }, until }
  }

  /**
   * What a refusal was about, found by asking: pictures that are not ready or were forgotten, or an access that is over, which some
   * servers do not say by status.
   */
  async function refusedFor(error: unknown, step: Step, reach: Reach): Promise<StepAnswer> {
    const status = statusOf(error)
    if (status !== 422 && status !== 404) throw error
    const { media, progress } = whereOf(step)
    const isFirst = progress.ids.length === 0
    const about = isFirst && media.ids.length > 0 ? await awaitMedia(step, reach, media, progress) : undefined
    if (about !== undefined) return about
    await stillLetIn(reach).catch((other: unknown) => {
      if (other instanceof PlatformError && other.kind === 'auth') throw other
    })
    throw error
  }

  /** Throws `auth` where the access is refused, by whatever status. */
  async function stillLetIn(reach: Reach): Promise<void> {
    await verify(rest, reach).catch((error: unknown) => {
      const isRefused = (statusOf(error) ?? 500) < 500 && statusOf(error) !== 429
      throw isRefused ? new PlatformError('auth', 'notLetIn', { cause: error }) : error
    })
  }

  async function isThere({ server, token, signal }: Reach, path: string): Promise<boolean> {
    try {
      await rest({ server, path, token, signal }, () => undefined)
      return true
    } catch (error) {
      if ([404, 410].includes(statusOf(error) ?? 0)) return false
      throw error
    }
  }
}

/** The counts as the server named them. */
function countsOf(status: z.infer<typeof countsSchema>): Json {
  const names = ['favourites_count', 'reblogs_count', 'quotes_count', 'replies_count'] as const
  return Object.fromEntries(names.flatMap((name) => (status[name] === undefined ? [] : [[name, status[name]]])))
}

function reachOf(account: AccountAccess, signal: AbortSignal): Reach {
  const { server, accessToken: token } = parsed(account)
  return { server, token, signal }
}

function parsed(account: AccountAccess): z.infer<typeof credentialsSchema> {
  const read = credentialsSchema.safeParse(account.credentials)
  if (!read.success) throw new PlatformError('auth', 'nothingStored')
  return read.data
}

function whereOf({ frozen, progress }: Pick<Step, 'frozen' | 'progress'>) {
  const { texts, media, options } = frozenSchema.parse(frozen)
  const begun = progress === null ? undefined : progressSchema.parse(progress)
  const reached: Progress = begun ?? { ids: [], url: null, media: null, mediaLooks: 0 }
  return { texts, options, media: reached.media ?? media, progress: reached }
}
