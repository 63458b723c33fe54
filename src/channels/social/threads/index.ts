// Threads: containers that are published once, part by part. It is never left to publish by itself.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Credentials, Json, Platform, Step } from '../../../core/platform.ts'
import { lookAtEach, type Quotas, takeEach } from '../../../core/quotas.ts'
import type { Request } from '../../request.ts'
import { byContainers, NotReadyError, type State } from '../containers.ts'
import { filmIn } from '../film.ts'
import { createGraphFault, createUse } from '../graph.ts'
import { codeOf, createRest, type Rest, statusOf } from '../rest.ts'
import { isEnding, renewToken, withToken } from '../token.ts'
import { type LookTimes, usualTimes } from '../two-looks.ts'
import { connectThreads, danceOf, refreshed, usualRoot, whoIs } from './connect.ts'
import { checkThreads, threadsLimits, threadsLooks } from './rules.ts'

const spareMs = 30 * 86_400_000
const hourMs = 3_600_000

const idSchema = z.looseObject({ id: z.string() })
const stateSchema = z.looseObject({ status: z.string(), error_message: z.string().optional() })
const limitSchema = z.object({
  data: z.array(
    z.looseObject({
      quota_usage: z.number(),
      config: z.looseObject({ quota_total: z.number() }),
    }),
  ),
})
const postsSchema = z.object({
  data: z.array(z.looseObject({ id: z.string(), text: z.string().optional(), permalink: z.string().optional() })),
})
const linkSchema = z.looseObject({ permalink: z.string().optional() })
const insightsSchema = z.object({
  data: z.array(z.looseObject({ name: z.string(), values: z.array(z.looseObject({ value: z.number() })).optional() })),
})
const measureNames = { views: 'impressions', likes: 'likes', replies: 'comments', shares: 'shares' } as const

/** What the network is made from. */
export type ThreadsConfig = {
  request: Request
  now: () => Date
  quotas: Quotas
  apiRoot?: string
  clientId: string
  clientSecret?: string | undefined
  times?: Partial<LookTimes>
}

/** Makes the adapter. */
export function createThreads(config: ThreadsConfig): Platform {
  const { request, now, quotas } = config
  const times = { ...usualTimes, settlingMs: 15_000, ...config.times }
  const meter = createUse(quotas, { app: 'threads', now })
  const faultOf = createGraphFault({
    ...{
      4279013: ['limited', 'blockedForNow'],
      2207051: ['limited', 'blockedForNow'],
      24: ['unavailable', 'pictureBusy'],
    },
    THREADS_API__LINK_LIMIT_EXCEEDED: ['rejected', 'linkLimit'],
  })
  const rest = createRest({ request, now, root: config.apiRoot ?? usualRoot, faultOf, heard: meter.heard })
  const use = (account: AccountAccess, signal: AbortSignal) => ({
    ...{ account, now, spareMs: hourMs },
    refresh: (known: Credentials) => refreshed(rest, known, now(), signal),
  })
  /** A call for an account. */
  const ask = <T>(
    { account, signal }: Pick<Step, 'account' | 'signal'>,
    call: Omit<Parameters<Rest>[0], 'signal'>,
    read: (answer: unknown) => T,
  ) =>
    withToken(
      use(account, signal),
      async (token) => (await rest({ ...call, token, signal, countsFor: account.remoteId }, read)).value,
    )

  const containers = byContainers({
    ...{ now, times },
    async make(step, { index, text, after }) {
      const pictures = index === 0 ? step.content.pictures : []
      const thread = { ...(text !== '' && { text }), ...(after !== undefined && { reply_to_id: after }) }
      const image = (at: number) => {
        const { mediaId = '', alt = '' } = pictures[at] ?? {}
        return { media_type: 'IMAGE', image_url: step.link(mediaId), ...(alt !== '' && { alt_text: alt }) }
      }
      const film = index === 0 ? filmIn(step.content) : undefined
      if (film !== undefined)
        return create(step, { media_type: 'VIDEO', video_url: step.link(film.mediaId), ...thread })
      if (pictures.length === 0) return create(step, { media_type: 'TEXT', ...thread })
      if (pictures.length === 1) return create(step, { ...image(0), ...thread })
      const children: string[] = []
      for (const at of pictures.keys()) children.push(await create(step, { ...image(at), is_carousel_item: 'true' }))
      return create(step, { media_type: 'CAROUSEL', children: children.join(), ...thread })
    },
    async state(step, id): Promise<State> {
      const call = { path: `/v1.0/${id}`, query: { fields: 'status,error_message' } }
      const { status, error_message: why } = await ask(step, call, stateSchema.parse)
      return stateOf(status, why, filmIn(step.content) !== undefined)
    },
    async show(step, id) {
      await takeEach(quotas, meter.names(step.account.remoteId))
      const path = `/v1.0/${step.account.remoteId}/threads_publish`
      const body = new URLSearchParams({ creation_id: id })
      const call = { path, method: 'POST' as const, body, isVisible: true, onSent: step.sent }
      return (await ask(step, call, idSchema.parse).catch(notYet)).id
    },
    async find(step, { text, since, known }) {
      const from = String(Math.floor(since.getTime() / 1000) - 60)
      const call = { path: '/v1.0/me/threads', query: { fields: 'id,text,timestamp,permalink', since: from } }
      const { data } = await ask(step, call, postsSchema.parse)
      const found = data.find((post) => !known.includes(post.id) && folded(post.text) === folded(text))
      return found && { remoteId: found.id, url: found.permalink ?? null }
    },
    async linkOf(step, id) {
      const found = await ask(step, { path: `/v1.0/${id}`, query: { fields: 'permalink' } }, linkSchema.parse)
      return found.permalink ?? null
    },
  })

  return {
    id: 'threads',
    connect: connectThreads({ dancer: danceOf(config), rest, secret: config.clientSecret ?? '', now }),
    limits: () => threadsLimits,
    looks: threadsLooks,
    check: checkThreads,

    async prepare(step) {
      await lookAtEach(quotas, meter.names(step.account.remoteId))
      await lookAtDay(step)
      const { parts, text } = step.content
      return containers.freeze(step, { texts: parts.length > 0 ? parts : [text], comment: undefined })
    },
    publish: containers.publish,
    settle: containers.settle,

    async remove(account, remoteId, signal) {
      // The first part goes last: cut off in between, the same call again finds the rest.
      for (const id of remoteId.split(',').toReversed())
        await ask({ account, signal }, { path: `/v1.0/${id}`, method: 'DELETE' }, () => undefined).catch(
          (error: unknown) => {
            if (statusOf(error) !== 404 && codeOf(error) !== '100/33') throw error
          },
        )
    },

    async measure(account, remoteId, signal) {
      const path = `/v1.0/${remoteId.split(',')[0]}/insights`
      const query = { metric: 'views,likes,replies,reposts,quotes,shares' }
      const { data } = await ask({ account, signal }, { path, query }, insightsSchema.parse)
      const raw: Record<string, Json> = {}
      for (const { name, values } of data) if (values?.[0] !== undefined) raw[name] = values[0].value
      const named = Object.entries(measureNames).flatMap(([name, as]) =>
        typeof raw[name] === 'number' ? [[as, raw[name]]] : [],
      )
      const passedOn = ['reposts', 'quotes', 'shares'].flatMap((name) =>
        typeof raw[name] === 'number' ? [raw[name]] : [],
      )
      const shares = passedOn.length > 0 ? { shares: passedOn.reduce((sum, one) => sum + one, 0) } : {}
      return { measures: { ...Object.fromEntries(named), ...shares }, raw }
    },

    async tend(account, signal) {
      const by = { ...use(account, signal), spareMs }
      if (isEnding(by)) await renewToken(by)
      await withToken(use(account, signal), (token) => whoIs(rest, token, signal))
      return {}
    },
  }

  async function create(
    step: Omit<Step, 'frozen' | 'progress' | 'sent'>,
    fields: Record<string, string>,
  ): Promise<string> {
    const call = {
      path: `/v1.0/${step.account.remoteId}/threads`,
      method: 'POST' as const,
      body: new URLSearchParams(fields),
    }
    return (await ask(step, call, idSchema.parse)).id
  }

  /** 250 posts in any 24 hours: Threads says how many went. */
  async function lookAtDay(step: Pick<Step, 'account' | 'signal'>): Promise<void> {
    const call = { path: '/v1.0/me/threads_publishing_limit', query: { fields: 'quota_usage,config' } }
    const [day] = (await ask(step, call, limitSchema.parse)).data
    if (day === undefined || day.quota_usage < day.config.quota_total) return
    throw new PlatformError('limited', 'quotaUsed', { retryAt: new Date(now().getTime() + hourMs) })
  }
}

const failed = (reason: ConstructorParameters<typeof PlatformError>[1], canRemake = false): State => ({
  ...{ kind: 'failed', canRemake, error: new PlatformError('rejected', reason) },
})

function stateOf(status: string, why = '', isFilm = false): State {
  if (status === 'IN_PROGRESS') return { kind: 'working' }
  if (status === 'FINISHED') return { kind: 'ready' }
  if (status === 'PUBLISHED') return { kind: 'published' }
  if (status === 'EXPIRED') return { kind: 'expired' }
  const isRefused = why.startsWith('INVALID') || why.startsWith('FAILED_PROCESSING')
  if (isFilm && !why.startsWith('FAILED_DOWNLOADING')) return failed('filmRefused', !isRefused)
  if (why.startsWith('INVALID_ASPEC')) return failed('pictureShape')
  if (isRefused) return failed('pictureType')
  return failed(why.startsWith('FAILED_DOWNLOADING') ? 'pictureUnfetched' : 'pictureUnreadable', true)
}

/** Right after a container was made Threads may not know it yet. */
function notYet(error: unknown): never {
  if (codeOf(error)?.split('/')[0] === '24') throw new NotReadyError('unavailable', 'pictureBusy', { cause: error })
  throw error
}

function folded(text = ''): string {
  return text.normalize('NFC').replaceAll(/\s+/g, '')
}
