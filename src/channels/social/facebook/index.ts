// Facebook Pages. It knows no key of ours: a lost answer is settled by reading the Page's posts back.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Platform, Settlement, Step, StepAnswer } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { lookAtEach, type Quotas, takeEach } from '../../../core/quotas.ts'
import type { Request } from '../../request.ts'
import { connectByFacebook, graphRoot, type MetaApp } from '../facebook-login.ts'
import { filmIn, goAhead, goOn, showsSame } from '../film.ts'
import { commentIn, sendComment } from '../first-comment.ts'
import { createGraphFault, createUse } from '../graph.ts'
import { codeOf, createRest, statusOf } from '../rest.ts'
import { tokenIn } from '../token.ts'
import { type LookTimes, twoLooks, usualTimes } from '../two-looks.ts'
import {
  type FacebookWay,
  filmRoot,
  fromStart,
  lookAtFilm,
  onwardToFacebook,
  showFilm,
  stateOf,
  waySchema,
} from './film.ts'
import { measurePost } from './numbers.ts'
import { findComment, lookBack, type Reach } from './read-back.ts'
import { cardLink, facebookLimits, facebookLooks } from './rules.ts'

const scopes = [
  'pages_show_list',
  'pages_manage_posts',
  'pages_read_engagement',
  'pages_manage_engagement',
  'publish_video',
  'read_insights',
  'business_management',
]
const pageSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  access_token: z.string().optional(),
  tasks: z.array(z.string()).optional(),
})
const frozenSchema = z.object({
  message: z.string(),
  link: z.string().nullable(),
  photos: z.array(z.string()),
  comment: z.string().nullable(),
  film: waySchema.nullable().default(null),
  at: z.string(),
})
const outSchema = z.object({ remoteId: z.string(), url: z.string().nullable() })
/** `film` is how far it went since it was frozen; once it is shown, Facebook is looked at until it is done with it. */
const progressSchema = z.object({
  out: outSchema.nullable(),
  tries: z.int(),
  film: waySchema.nullable().default(null),
  isShown: z.boolean().default(false),
  looks: z.int().default(0),
})
const idSchema = z.looseObject({ id: z.string() })
const linkSchema = z.looseObject({ permalink_url: z.string().optional() })

const filmLookMs = 10_000
/** Longer than a quarter of an hour nobody waits for the name of the post: that of the film does too. */
const mostFilmLooks = 90

type Out = z.infer<typeof outSchema>

/** What the network is made from. */
export type FacebookConfig = MetaApp & {
  request: Request
  now: () => Date
  quotas: Quotas
  times?: Partial<LookTimes>
}

/** Makes the adapter. */
export function createFacebook(config: FacebookConfig): Platform {
  const { request, now, quotas, version } = config
  const times = { ...usualTimes, ...config.times }
  const meter = createUse(quotas, { app: 'facebook', now })
  const root = config.graphRoot ?? graphRoot
  const faultOf = createGraphFault({
    ...{
      1366046: ['rejected', 'pictureTooLarge'],
      1366051: ['rejected', 'duplicate'],
      352: ['rejected', 'filmRefused'],
    },
  })
  const rest = createRest({ request, now, root, faultOf, heard: meter.heard })
  const reachOf = (account: AccountAccess, signal: AbortSignal): Reach => ({
    ...{ rest, version, signal, token: tokenIn(account.credentials) },
  })

  return {
    id: 'facebook',
    connect: connectByFacebook(config, {
      ...{ rest, scopes, fields: 'id,name,access_token,tasks', nothing: 'noPage' as const },
      read(given) {
        const page = pageSchema.safeParse(given).data
        const mayPost = page?.tasks === undefined || page.tasks.includes('CREATE_CONTENT')
        if (page?.access_token === undefined || !mayPost) return []
        return [{ remoteId: page.id, name: page.name, credentials: { accessToken: page.access_token } }]
      },
    }),
    options: ['linkPreview', 'firstComment'],
    limits: () => facebookLimits,
    looks: facebookLooks,
    check: checkContent,

    async prepare(step) {
      const { account, content, signal, read } = step
      await lookAtEach(quotas, meter.names(account.remoteId))
      const photos: string[] = []
      for (const { mediaId, type, alt } of content.pictures) {
        const body = new FormData()
        body.set('source', new Blob([new Uint8Array(await read(mediaId))], { type }), 'picture')
        body.set('published', 'false')
        if (alt !== '') body.set('alt_text_custom', alt)
        photos.push((await post(account, signal, 'photos', body)).id)
      }
      const link = cardLink(content) ?? null
      const film = filmIn(content) && (await goAhead(fromStart, onwardOf(step), signal))
      return {
        film: film ?? null,
        message: content.text,
        link,
        photos,
        comment: commentIn(content.options) ?? null,
        at: now().toISOString(),
      }
    },

    async publish(step): Promise<StepAnswer> {
      const { frozen, progress } = whereOf(step)
      if (progress.out !== null) return comment(step, progress.out)
      if (frozen.film !== null) return publishFilm(step)
      const out = await show(step).catch((error: unknown) => refusedFor(error, step))
      if (frozen.comment === null) return { kind: 'done', ...out }
      return { kind: 'wait', progress: { ...progress, out }, until: now() }
    },

    async settle(step) {
      const { frozen, progress } = whereOf(step)
      const { account, signal, startedAt } = step
      const reach = reachOf(account, signal)
      const { out } = progress
      if (out !== null) {
        const wanted = { post: out.remoteId, text: frozen.comment ?? '' }
        const seen = await twoLooks({ ...step, ...times, now }, () => findComment(reach, wanted))
        return seen.kind === 'found' ? { kind: 'published', ...out } : seen
      }
      if (frozen.film !== null) return settleFilm(step)
      const wanted = { page: account.remoteId, message: frozen.message, since: startedAt }
      const seen = await twoLooks({ ...step, ...times, now }, () => lookBack(reach, wanted))
      if (seen.kind !== 'found') return seen
      const found = { remoteId: seen.found.id, url: seen.found.url }
      if (frozen.comment !== null) return { kind: 'onward', progress: { ...progress, out: found } }
      return { kind: 'published', ...found }
    },

    async edit({ account, remoteId, before, content, signal, sent }) {
      if (!showsSame(before, content)) throw new PlatformError('rejected', 'messagesFixed')
      const { token } = reachOf(account, signal)
      const body = new URLSearchParams({ message: content.text })
      const call = { path: `/${version}/${remoteId}`, method: 'POST' as const, body, token, signal, onSent: sent }
      await rest({ ...call, isVisible: true }, () => undefined)
    },

    async remove(account, remoteId, signal) {
      const { token } = reachOf(account, signal)
      await rest({ path: `/${version}/${remoteId}`, method: 'DELETE', token, signal }, () => undefined).catch(
        (error: unknown) => {
          const isGone = statusOf(error) === 404 || codeOf(error) === '100/33'
          if (!isGone) throw error
        },
      )
    },

    measure: (account, remoteId, signal) => measurePost(reachOf(account, signal), remoteId),

    async tend(account, signal) {
      const { token } = reachOf(account, signal)
      await rest(
        { path: `/${version}/${account.remoteId}`, query: { fields: 'id,name' }, token, signal },
        idSchema.parse,
      )
      return {}
    },
  }

  async function post(
    account: AccountAccess,
    signal: AbortSignal,
    edge: string,
    body: FormData | URLSearchParams,
    more = {},
  ) {
    const { token } = reachOf(account, signal)
    const path = `/${version}/${account.remoteId}/${edge}`
    const countsFor = account.remoteId
    return (await rest({ path, method: 'POST', body, token, signal, countsFor, ...more }, idSchema.parse)).value
  }

  function filmReach({ account, signal }: Pick<Step, 'account' | 'signal'>) {
    return { ...reachOf(account, signal), page: account.remoteId, root: config.graphRoot ?? filmRoot }
  }

  function onwardOf(step: Omit<Step, 'frozen' | 'progress' | 'sent'>) {
    const film = filmIn(step.content)
    return async (way: FacebookWay) => {
      if (film === undefined) throw new PlatformError('rejected', 'filmGone')
      return onwardToFacebook(filmReach(step), { film, step, way })
    }
  }

  /** Brings what is missing, then shows the film, then waits for the name of its post. */
  async function publishFilm(step: Step): Promise<StepAnswer> {
    const { frozen, progress, film: way } = whereOf(step)
    const waits = await goOn(way, onwardOf(step), { now, saved: (film) => ({ ...progress, film }) })
    if (waits !== undefined || way === null) return waits ?? Promise.reject(new PlatformError('rejected', 'filmGone'))
    if (!progress.isShown) {
      await takeEach(quotas, meter.names(step.account.remoteId))
      await showFilm(filmReach(step), { way, message: frozen.message, sent: step.sent })
      return { kind: 'wait', progress: { ...progress, isShown: true }, until: now() }
    }
    const { status, remoteId, url } = await stateOf(filmReach(step), way.video)
    if (status === 'error') throw new PlatformError('rejected', 'filmRefused')
    const looks = progress.looks + 1
    if (looks <= mostFilmLooks && (status !== 'ready' || remoteId === undefined))
      return { kind: 'wait', progress: { ...progress, looks }, until: new Date(now().getTime() + filmLookMs) }
    const out = { remoteId: remoteId ?? way.video, url: url ?? `https://www.facebook.com/${way.video}` }
    if (frozen.comment === null) return { kind: 'done', ...out }
    return { kind: 'wait', progress: { ...progress, out }, until: now() }
  }

  async function settleFilm(step: Omit<Step, 'sent'> & { startedAt: Date }): Promise<Settlement> {
    const { progress, film: way } = whereOf(step)
    // Before it is whole nothing is shown, and after it was shown it is only looked at: the same again is harmless.
    if (way === null || !way.isReady || progress.isShown) return { kind: 'absent' }
    const seen = await twoLooks({ ...step, ...times, now }, () => lookAtFilm(filmReach(step), way.video))
    return seen.kind === 'found' ? { kind: 'onward', progress: { ...progress, isShown: true } } : seen
  }

  /** Makes the post visible. */
  async function show(step: Step): Promise<Out> {
    const { account, signal } = step
    const { message, link, photos } = whereOf(step).frozen
    await takeEach(quotas, meter.names(account.remoteId))
    const body = new URLSearchParams()
    if (message !== '') body.set('message', message)
    if (link !== null) body.set('link', link)
    if (photos.length > 0) body.set('attached_media', JSON.stringify(photos.map((id) => ({ media_fbid: id }))))
    const { id } = await post(account, signal, 'feed', body, { isVisible: true, onSent: step.sent })
    return { remoteId: id, url: await linkOf(account, signal, id) }
  }

  async function linkOf(account: AccountAccess, signal: AbortSignal, id: string): Promise<string | null> {
    const { token } = reachOf(account, signal)
    const call = { path: `/${version}/${id}`, query: { fields: 'permalink_url' }, token, signal }
    // The post is out: nothing that goes wrong now may say otherwise.
    const answer = await rest(call, linkSchema.parse).catch(() => undefined)
    return answer?.value.permalink_url ?? `https://www.facebook.com/${id}`
  }

  /** The same words as the Page's newest post: our own after a lost answer, or somebody else's. */
  async function refusedFor(error: unknown, step: Step): Promise<Out> {
    const isSame = ['506', '1366051'].some((code) => codeOf(error)?.split('/').includes(code))
    if (!isSame) throw error
    const { message, at } = whereOf(step).frozen
    const wanted = { page: step.account.remoteId, message, since: new Date(at) }
    const { found } = await lookBack(reachOf(step.account, step.signal), wanted).catch(() => ({ found: undefined }))
    if (found === undefined) throw error
    return { remoteId: found.id, url: found.url }
  }

  function comment(step: Step, out: Out): Promise<StepAnswer> {
    const { frozen, progress } = whereOf(step)
    const { token } = reachOf(step.account, step.signal)
    const body = new URLSearchParams({ message: frozen.comment ?? '' })
    const path = `/${version}/${out.remoteId}/comments`
    const call = { path, method: 'POST' as const, body, token, signal: step.signal, isVisible: true, onSent: step.sent }
    return sendComment({
      ...{ out, now, tries: progress.tries, again: (tries) => ({ ...progress, tries }) },
      send: () => rest(call, () => undefined),
    })
  }
}

function whereOf({ frozen, progress }: Pick<Step, 'frozen' | 'progress'>) {
  const begun = progressSchema.parse(progress ?? { out: null, tries: 0 })
  const read = frozenSchema.parse(frozen)
  return { frozen: read, progress: begun, film: begun.film ?? read.film }
}
