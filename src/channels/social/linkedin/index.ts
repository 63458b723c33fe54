// LinkedIn, for a person and for pages. A lost answer of a page is settled by reading; of a person by the same body again
// within the minutes in which LinkedIn answers a repeat with the post that is there.
import { PlatformError } from '../../../core/errors.ts'
import type { AccountAccess, Credentials, Platform, Step, StepAnswer } from '../../../core/platform.ts'
import { lookAtEach, type Quotas, takeEach } from '../../../core/quotas.ts'
import type { Request } from '../../request.ts'
import { readCard } from '../card.ts'
import { filmIn, goAhead, goOn, showsSame } from '../film.ts'
import { commentIn, sendComment } from '../first-comment.ts'
import { codeOf, createRest, statusOf } from '../rest.ts'
import { isEnding, renewToken, withToken } from '../token.ts'
import { type LookTimes, twoLooks, usualTimes } from '../two-looks.ts'
import { findComment } from './comments.ts'
import { connectLinkedin, dancersOf, refreshed, usualRoot, whoIs } from './connect.ts'
import { duplicateOf, faultOf, lostMediaCodes } from './faults.ts'
import { fromStart, type LinkedinWay, onwardToLinkedin } from './films.ts'
import { measurePage } from './numbers.ts'
import { type Reach, stateOf, upload } from './pictures.ts'
import { bodyOf, cardLink } from './post.ts'
import { imagesIn, whereOf } from './progress.ts'
import { lookBack } from './read-back.ts'
import { checkLinkedin, escaped, linkedinLimits, linkedinLooks, usualQuotas } from './rules.ts'

/** An access of 60 days is renewed, where it can be, when a third of it is left. */
const spareMs = 20 * 86_400_000
const pictureWaitMs = 2_000
const mostLooks = 30
/** Within this time a repeat is answered with the post that is there; LinkedIn documents ten minutes. */
const replayMs = 9 * 60_000

/** What the network is made from. `version` is the month of the interface. */
export type LinkedinConfig = {
  request: Request
  now: () => Date
  quotas: Quotas
  apiRoot?: string
  version: string
  clientId: string
  clientSecret?: string | undefined
  times?: Partial<LookTimes>
  /** How long a film is left alone where LinkedIn does not tell how far it is with it. */
  filmRestMs?: number
}

/** Makes the adapter. */
export function createLinkedin(config: LinkedinConfig): Platform {
  const { request, now, quotas, apiRoot = usualRoot, version, filmRestMs = 30_000 } = config
  const times = { ...usualTimes, ...config.times }
  const headers = { 'linkedin-version': version, 'x-restli-protocol-version': '2.0.0' }
  const rest = createRest({ request, now, root: apiRoot, faultOf, headers })
  const dancers = dancersOf(config)
  const use = (account: AccountAccess, signal: AbortSignal) => {
    const { refreshToken, reach } = account.credentials
    const dancer = dancers[reach === 'withPages' ? 'withPages' : 'own']
    const refresh = (known: Credentials) => refreshed(dancer, known, signal)
    return { account, now, spareMs, refresh: refreshToken === undefined ? undefined : refresh }
  }
  const reachOf = (account: AccountAccess, signal: AbortSignal, token: string): Reach => ({
    ...{ rest, token, author: account.remoteId, signal },
  })

  return {
    id: 'linkedin',
    connect: connectLinkedin({ dancers, rest }),
    options: ['linkPreview', 'firstComment'],
    limits: () => linkedinLimits,
    looks: linkedinLooks,
    check: checkLinkedin,

    async prepare(step) {
      await lookAtEach(quotas, names(step.account))
      return freeze(step)
    },

    async publish(step): Promise<StepAnswer> {
      const { frozen, progress } = whereOf(step)
      if (progress.out !== null) return comment(step, progress.out)
      const saved = (film: LinkedinWay) => ({ ...progress, film })
      const waits = (await goOn(whereOf(step).film, onwardOf(step), { now, saved })) ?? (await awaitPictures(step))
      if (waits !== undefined) return waits
      const out = await post(step).catch((error: unknown) => refusedFor(error, step))
      if ('kind' in out) return out
      if (frozen.comment === null) return { kind: 'done', ...out }
      return { kind: 'wait', progress: { ...progress, out }, until: now() }
    },

    async settle(step) {
      const { frozen, progress } = whereOf(step)
      if (progress.out !== null) return settleComment(step, progress.out)
      // Nothing visible is done before the film is there.
      if (whereOf(step).film?.isReady === false) return { kind: 'absent' }
      const found = await find(step)
      if (typeof found !== 'string') return found
      const out = outOf(found)
      if (frozen.comment !== null) return { kind: 'onward', progress: { ...progress, out } }
      return { kind: 'published', ...out }
    },

    async edit({ account, remoteId, before, content, signal, sent }) {
      if (!showsSame(before, content)) throw new PlatformError('rejected', 'messagesFixed')
      const body = { patch: { $set: { commentary: escaped(content.text) } } }
      const partly = { 'x-restli-method': 'PARTIAL_UPDATE' }
      const call = { path: pathOf(remoteId), method: 'POST' as const, body, headers: partly, signal, onSent: sent }
      await withToken(use(account, signal), (token) => rest({ ...call, token, isVisible: true }, () => undefined))
    },

    async remove(account, remoteId, signal) {
      await withToken(use(account, signal), (token) =>
        rest({ path: pathOf(remoteId), method: 'DELETE', token, signal }, () => undefined),
      ).catch((error: unknown) => {
        if (statusOf(error) !== 404) throw error
      })
    },

    async measure(account, remoteId, signal) {
      // LinkedIn shows the numbers of a person's posts to apps of few partners only.
      if (!isPage(account)) return { measures: {}, raw: null }
      return withToken(use(account, signal), (token) => measurePage(reachOf(account, signal, token), remoteId))
    },

    async tend(account, signal) {
      const by = use(account, signal)
      if (by.refresh !== undefined && isEnding(by)) await renewToken(by)
      await withToken(by, (token) => whoIs(rest, token, signal))
      return { accessEndsAt: by.refresh === undefined ? (account.credentials.endsAt ?? null) : null }
    },

    revoke: ({ credentials }, signal) =>
      dancers[credentials.reach === 'withPages' ? 'withPages' : 'own'].revoke(credentials, signal),
  }

  /** Brings what is invisible and writes the body once for all attempts. */
  async function freeze(step: Omit<Step, 'frozen' | 'progress' | 'sent'>) {
    const { account, content, read, signal } = step
    return withToken(use(account, signal), async (token) => {
      const reach = reachOf(account, signal, token)
      const images: string[] = []
      for (const { mediaId, type } of content.pictures) {
        await takeEach(quotas, usualQuotas(account.remoteId, now()))
        images.push(await upload(reach, await read(mediaId), type))
      }
      const link = cardLink(content)
      const thumb = (picture: { bytes: Uint8Array; type: string }) => upload(reach, picture.bytes, picture.type)
      const card = link === undefined ? undefined : await readCard(link, { request, signal, upload: thumb })
      const isReady = (await stateOf(reach, images)) === 'ready'
      const film = filmIn(content) && (await goAhead(fromStart, onwardOf(step), signal))
      const ids = film === undefined ? images : [film.video]
      const body = bodyOf(account.remoteId, content, ids, card)
      return { body, images, isReady, film: film ?? null, comment: commentIn(content.options) ?? null }
    })
  }

  function onwardOf(step: Omit<Step, 'frozen' | 'progress' | 'sent'>) {
    const { account, content, signal } = step
    const film = filmIn(content)
    return async (way: LinkedinWay) => {
      if (film === undefined) throw new PlatformError('rejected', 'filmGone')
      if (way.video === '') await takeEach(quotas, usualQuotas(account.remoteId, now()))
      return withToken(use(account, signal), (token) =>
        onwardToLinkedin(reachOf(account, signal, token), { film, step, way, restMs: filmRestMs }),
      )
    }
  }

  async function post(step: Step): Promise<{ remoteId: string; url: string }> {
    await takeEach(quotas, usualQuotas(step.account.remoteId, now()))
    return outOf(await send(step, step.sent))
  }

  /** Makes the post visible and answers its name, which stands in a header. */
  async function send(step: Omit<Step, 'sent'>, onSent?: (at: Date) => void): Promise<string> {
    const { account, signal } = step
    const { body } = whereOf(step)
    const call = {
      path: '/rest/posts',
      method: 'POST' as const,
      body,
      signal,
      isVisible: true,
      ...(onSent && { onSent }),
    }
    const { headers: said } = await withToken(use(account, signal), (token) =>
      rest({ ...call, token }, () => undefined),
    )
    const urn = said.get('x-restli-id') ?? said.get('x-linkedin-id')
    if (urn === null) throw new PlatformError('unknown', 'unreadable')
    return urn
  }

  /** Undefined where all pictures are ready; else waits, or brings them again. */
  async function awaitPictures(step: Step): Promise<StepAnswer | undefined> {
    const { frozen, progress } = whereOf(step)
    if (frozen.isReady && progress.looks === 0) return undefined
    const { account, signal } = step
    const images = progress.body === null ? frozen.images : imagesIn(progress.body)
    const state = await withToken(use(account, signal), (token) => stateOf(reachOf(account, signal, token), images))
    if (state === 'ready') return undefined
    return again(step, state === 'lost')
  }

  async function again(step: Step, isLost: boolean): Promise<StepAnswer> {
    const { progress } = whereOf(step)
    const looks = progress.looks + 1
    if (looks > mostLooks) throw new PlatformError('rejected', 'pictureUnfinished')
    const body = isLost ? (await freeze(step)).body : progress.body
    return { kind: 'wait', progress: { ...progress, body, looks }, until: new Date(now().getTime() + pictureWaitMs) }
  }

  /** What a refusal was about: pictures that are to be brought again, or a day's calls that are used up. */
  async function refusedFor(error: unknown, step: Step): Promise<StepAnswer> {
    const { frozen, progress } = whereOf(step)
    if (lostMediaCodes.includes(codeOf(error) ?? '') && frozen.images.length > 0 && progress.body === null)
      return again(step, true)
    if (statusOf(error) !== 429) throw error
    // The first time it may be a short throttle; the second time it is the day.
    const [[, { resetsAt }] = ['', { resetsAt: now() }]] = usualQuotas('', now())
    const until = await quotas.take(`linkedin/throttled/${step.account.remoteId}`, { remaining: 1, resetsAt })
    if (until === undefined) throw error
    throw new PlatformError('limited', 'quotaUsed', { cause: (error as Error).cause, retryAt: until })
  }

  /** The post of a lost answer, or what is known of it. */
  async function find(step: Omit<Step, 'sent'> & { startedAt: Date }) {
    const { account, signal, startedAt } = step
    if (isPage(account)) {
      const { body } = whereOf(step)
      const wanted = { author: account.remoteId, commentary: String(body.commentary), since: startedAt }
      const seen = await twoLooks({ ...step, ...times, now }, () =>
        withToken(use(account, signal), (token) => lookBack(reachOf(account, signal, token), wanted)),
      )
      return seen.kind === 'found' ? seen.found : seen
    }
    if (now().getTime() - startedAt.getTime() > replayMs) return { kind: 'unclear' } as const
    try {
      return await send(step)
    } catch (error) {
      const urn = duplicateOf(error)
      if (urn !== undefined) return urn
      const isRefused = error instanceof PlatformError && error.kind === 'rejected'
      if (error instanceof PlatformError && error.kind === 'unknown') return { kind: 'later', seconds: 30 } as const
      if (isRefused) return { kind: 'unclear' } as const
      throw error
    }
  }

  function comment(step: Step, out: { remoteId: string; url: string }): Promise<StepAnswer> {
    const { frozen, progress } = whereOf(step)
    const { account, signal } = step
    const path = `/rest/socialActions/${encodeURIComponent(out.remoteId)}/comments`
    const body = { actor: account.remoteId, object: out.remoteId, message: { text: frozen.comment ?? '' } }
    const call = { path, method: 'POST' as const, body, signal, isVisible: true, onSent: step.sent }
    return sendComment({
      ...{ out, now, tries: progress.tries, again: (tries) => ({ ...progress, tries }) },
      send: () => withToken(use(account, signal), (token) => rest({ ...call, token }, () => undefined)),
    })
  }

  async function settleComment(step: Omit<Step, 'sent'> & { startedAt: Date }, out: { remoteId: string; url: string }) {
    const { account, signal } = step
    const wanted = { urn: out.remoteId, actor: account.remoteId, text: whereOf(step).frozen.comment ?? '' }
    const seen = await twoLooks({ ...step, ...times, now }, () =>
      withToken(use(account, signal), (token) => findComment(reachOf(account, signal, token), wanted)),
    ).catch((error: unknown) => {
      // Comments of a person's post are not shown to us: the post is out, that much is certain.
      if (statusOf(error) === 403) return { kind: 'hidden' } as const
      throw error
    })
    if (seen.kind === 'found') return { kind: 'published', ...out } as const
    if (seen.kind === 'hidden') return { kind: 'published', ...out, say: 'commentUnclear' } as const
    return seen
  }

  function names({ remoteId }: AccountAccess): string[] {
    return usualQuotas(remoteId, now()).map(([name]) => name)
  }
}

function isPage({ remoteId }: AccountAccess): boolean {
  return remoteId.startsWith('urn:li:organization:')
}

function pathOf(urn: string): string {
  return `/rest/posts/${encodeURIComponent(urn)}`
}

function outOf(remoteId: string): { remoteId: string; url: string } {
  return { remoteId, url: `https://www.linkedin.com/feed/update/${remoteId}/` }
}
