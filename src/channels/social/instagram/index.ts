// Instagram, for professional accounts of a Facebook Page: containers that are published once. There is no post without a picture.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Json, Platform, Step } from '../../../core/platform.ts'
import { lookAtEach, type Quotas, takeEach } from '../../../core/quotas.ts'
import type { Request } from '../../request.ts'
import { byContainers, NotReadyError, type State } from '../containers.ts'
import { connectByFacebook, graphRoot, type MetaApp } from '../facebook-login.ts'
import { filmIn } from '../film.ts'
import { commentIn } from '../first-comment.ts'
import { createGraphFault, createUse } from '../graph.ts'
import { codeOf, createRest, type Rest } from '../rest.ts'
import { tokenIn } from '../token.ts'
import { type LookTimes, usualTimes } from '../two-looks.ts'
import { failures, meanings, notReadyCodes } from './faults.ts'
import { checkInstagram, instagramLimits, instagramLooks } from './rules.ts'

const scopes = [
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_insights',
  'instagram_manage_comments',
  'pages_show_list',
  'pages_read_engagement',
  'business_management',
]
const hourMs = 3_600_000

const pageSchema = z.looseObject({
  access_token: z.string().optional(),
  instagram_business_account: z.looseObject({ id: z.string(), username: z.string() }).optional(),
})
const idSchema = z.looseObject({ id: z.string() })
const stateSchema = z.looseObject({ status_code: z.string(), status: z.string().optional() })
const limitSchema = z.object({
  data: z.array(
    z.looseObject({ quota_usage: z.number(), config: z.looseObject({ quota_total: z.number() }).optional() }),
  ),
})
const mediaSchema = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      caption: z.string().optional(),
      timestamp: z.string(),
      permalink: z.string().optional(),
    }),
  ),
})
const commentsSchema = z.object({ data: z.array(z.looseObject({ text: z.string().optional() })) })
const linkSchema = z.looseObject({ permalink: z.string().optional() })
const insightsSchema = z.object({
  data: z.array(z.looseObject({ name: z.string(), values: z.array(z.looseObject({ value: z.number() })).optional() })),
})
const measureNames = {
  impressions: 'views',
  reach: 'reach',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
} as const

/** What the network is made from. */
export type InstagramConfig = MetaApp & {
  request: Request
  now: () => Date
  quotas: Quotas
  times?: Partial<LookTimes>
}

/** Makes the adapter. */
export function createInstagram(config: InstagramConfig): Platform {
  const { request, now, quotas, version } = config
  const times = { ...usualTimes, settlingMs: 15_000, ...config.times }
  const meter = createUse(quotas, { app: 'instagram', now })
  const faultOf = createGraphFault(meanings)
  const rest = createRest({ request, now, root: config.graphRoot ?? graphRoot, faultOf, heard: meter.heard })
  /** A call for an account. */
  const ask = async <T>(
    { account, signal }: Pick<Step, 'account' | 'signal'>,
    { path, ...call }: Omit<Parameters<Rest>[0], 'signal'>,
    read: (answer: unknown) => T,
  ) => {
    const whole = { ...call, path: `/${version}${path}`, token: tokenIn(account.credentials), signal }
    return (await rest({ ...whole, countsFor: account.remoteId }, read)).value
  }

  const containers = byContainers({
    ...{ now, times },
    async make(step, { text }) {
      const { pictures } = step.content
      const caption = text === '' ? {} : { caption: text }
      const film = filmIn(step.content)
      if (film !== undefined) {
        const reel = { media_type: 'REELS', video_url: step.link(film.mediaId), share_to_feed: 'true' }
        return create(step, { ...reel, ...caption })
      }
      const image = (at: number) => {
        const { mediaId = '', alt = '' } = pictures[at] ?? {}
        return { image_url: step.link(mediaId), ...(alt !== '' && { alt_text: alt }) }
      }
      if (pictures.length === 1) return create(step, { ...image(0), ...caption })
      const children: string[] = []
      for (const at of pictures.keys()) children.push(await create(step, { ...image(at), is_carousel_item: 'true' }))
      return create(step, { media_type: 'CAROUSEL', children: children.join(), ...caption })
    },
    async state(step, id): Promise<State> {
      const read = await ask(step, { path: `/${id}`, query: { fields: 'status_code,status' } }, stateSchema.parse)
      return stateOf(read.status_code, read.status, filmIn(step.content) !== undefined)
    },
    async show(step, id) {
      await takeEach(quotas, meter.names(step.account.remoteId))
      const path = `/${step.account.remoteId}/media_publish`
      const body = new URLSearchParams({ creation_id: id })
      const call = { path, method: 'POST' as const, body, isVisible: true, onSent: step.sent }
      return (await ask(step, call, idSchema.parse).catch(notYet)).id
    },
    async find(step, { text, since, known }) {
      const query = { fields: 'id,caption,timestamp,permalink', limit: '10' }
      const { data } = await ask(step, { path: `/${step.account.remoteId}/media`, query }, mediaSchema.parse)
      const isMine = (one: (typeof data)[number]) =>
        !known.includes(one.id) &&
        Date.parse(one.timestamp.replace(/\+0000$/, 'Z')) >= since.getTime() - 60_000 &&
        folded(one.caption) === folded(text)
      const found = data.find(isMine)
      return found && { remoteId: found.id, url: found.permalink ?? null }
    },
    async linkOf(step, id) {
      return (await ask(step, { path: `/${id}`, query: { fields: 'permalink' } }, linkSchema.parse)).permalink ?? null
    },
    comment: {
      async send(step, out, text) {
        const body = new URLSearchParams({ message: text })
        const call = {
          path: `/${out.remoteId}/comments`,
          method: 'POST' as const,
          body,
          isVisible: true,
          onSent: step.sent,
        }
        await ask(step, call, () => undefined)
      },
      async has(step, out, text) {
        const query = { fields: 'id,text' }
        const { data } = await ask(step, { path: `/${out.remoteId}/comments`, query }, commentsSchema.parse)
        return data.some((one) => folded(one.text) === folded(text))
      },
    },
  })

  return {
    id: 'instagram',
    connect: connectByFacebook(config, {
      ...{ rest, scopes, nothing: 'noInstagram' as const },
      fields: 'access_token,instagram_business_account{id,username}',
      read(given) {
        const page = pageSchema.safeParse(given).data
        const account = page?.instagram_business_account
        if (page?.access_token === undefined || account === undefined) return []
        const { id: remoteId, username } = account
        return [{ remoteId, name: `@${username}`, credentials: { accessToken: page.access_token } }]
      },
    }),
    options: ['firstComment'],
    limits: () => instagramLimits,
    looks: instagramLooks,
    check: checkInstagram,

    async prepare(step) {
      const { pictures, films = [] } = step.content
      if (pictures.length + films.length === 0) throw new PlatformError('rejected', 'pictureGone')
      await lookAtEach(quotas, meter.names(step.account.remoteId))
      await lookAtDay(step)
      return containers.freeze(step, { texts: [step.content.text], comment: commentIn(step.content.options) })
    },
    publish: containers.publish,
    settle: containers.settle,

    async measure(account, remoteId, signal) {
      const query = { metric: 'views,reach,likes,comments,saved,shares,total_interactions' }
      const { data } = await ask({ account, signal }, { path: `/${remoteId}/insights`, query }, insightsSchema.parse)
      const raw: Record<string, Json> = {}
      for (const { name, values } of data) if (values?.[0] !== undefined) raw[name] = values[0].value
      const named = Object.entries(measureNames).flatMap(([as, name]) =>
        raw[name] === undefined ? [] : [[as, raw[name]]],
      )
      return { measures: Object.fromEntries(named), raw }
    },

    async tend(account, signal) {
      await ask({ account, signal }, { path: `/${account.remoteId}`, query: { fields: 'id,username' } }, idSchema.parse)
      return {}
    },
  }

  async function create(
    step: Omit<Step, 'frozen' | 'progress' | 'sent'>,
    fields: Record<string, string>,
  ): Promise<string> {
    const path = `/${step.account.remoteId}/media`
    return (await ask(step, { path, method: 'POST', body: new URLSearchParams(fields) }, idSchema.parse)).id
  }

  /** So many posts in any 24 hours: Instagram says how many, and how many went. */
  async function lookAtDay(step: Pick<Step, 'account' | 'signal'> & { account: AccountAccess }): Promise<void> {
    const path = `/${step.account.remoteId}/content_publishing_limit`
    const [day] = (await ask(step, { path, query: { fields: 'quota_usage,config' } }, limitSchema.parse)).data
    const most = day?.config?.quota_total
    if (day === undefined || most === undefined || day.quota_usage < most) return
    throw new PlatformError('limited', 'quotaUsed', { retryAt: new Date(now().getTime() + hourMs) })
  }
}

function stateOf(status: string, why = '', isFilm = false): State {
  if (status === 'IN_PROGRESS') return { kind: 'working' }
  if (status === 'FINISHED') return { kind: 'ready' }
  if (status === 'PUBLISHED') return { kind: 'published' }
  if (status === 'EXPIRED') return { kind: 'expired' }
  const code = /\b22\d{5}\b/.exec(why)?.[0] ?? ''
  const { reason, canRemake } = failures[code] ?? { reason: 'pictureUnreadable', canRemake: false }
  const said = isFilm && reason === 'pictureUnreadable' ? 'filmRefused' : reason
  return { kind: 'failed', canRemake, error: new PlatformError('rejected', said) }
}

/** Right after a container was made Instagram may not be ready with it. */
function notYet(error: unknown): never {
  const isEarly =
    codeOf(error)
      ?.split('/')
      .some((code) => notReadyCodes.includes(code)) ?? false
  if (isEarly) throw new NotReadyError('unavailable', 'pictureBusy', { cause: error })
  throw error
}

function folded(text = ''): string {
  return text.normalize('NFC').replaceAll(/\s+/g, '')
}
