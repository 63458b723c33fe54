// The adapter for the square: what an adapter of a real network looks like, with threads, a key we choose, and settling by it.
import { type Request, RequestError } from '../../../src/channels/request.ts'
import { PlatformError } from '../../../src/core/errors.ts'
import type { Limits, Platform, PlatformId, StepAnswer } from '../../../src/core/platform.ts'
import { checkContent } from '../../../src/core/posts/check.ts'

export const squareLimits: Limits = {
  text: { limit: 200, unit: 'graphemes' },
  parts: 5,
  pictures: { most: 4, bytes: 1_000_000, pixels: 4_000_000, types: ['image/jpeg', 'image/png'] },
  altText: 1000,
}

/** Makes the adapter. Without `settles` a lost answer can only be asked about. */
export function createSquarePlatform(config: {
  root: string
  request: Request
  now?: () => Date
  id?: PlatformId
  settles?: boolean
  timeoutMs?: number
}): Platform {
  const { root, request } = config
  const settles = config.settles ?? true
  const call = caller(request, config.now ?? (() => new Date()))
  return {
    id: config.id ?? 'mastodon',
    limits: () => squareLimits,
    looks: {
      accent: '#5638cc',
      names: 'both',
      first: 'words',
      pictures: { least: 0.5, most: 3, best: 1, several: 'grid' },
    },
    check: checkContent,
    async prepare(step) {
      return { parts: step.content.parts.length > 0 ? step.content.parts : [step.content.text] }
    },
    async publish(step): Promise<StepAnswer> {
      const parts = partsOf(step.frozen)
      const done = idsOf(step.progress)
      const text = parts[done.length] ?? ''
      const post = { key: `${step.publicationId}/${done.length}`, text, after: done.at(-1) ?? null }
      const answer = await call({
        url: `${root}/posts`,
        method: 'POST',
        headers: { authorization: `Bearer ${step.account.credentials.token}` },
        body: JSON.stringify(post),
        timeoutMs: config.timeoutMs ?? 5_000,
        maxBytes: 10_000,
        signal: step.signal,
        onSent: step.sent,
        trusted: true,
      })
      const ids = [...done, (answer.json() as { id: string }).id]
      if (ids.length < parts.length) return { kind: 'wait', progress: { ids }, until: new Date(0) }
      return { kind: 'done', remoteId: ids[0] ?? '', url: `${root}/posts/${ids[0]}` }
    },
    ...(settles && {
      async settle(step) {
        const parts = partsOf(step.frozen)
        const done = idsOf(step.progress)
        const key = `${step.publicationId}/${done.length}`
        const url = `${root}/posts?key=${encodeURIComponent(key)}`
        const answer = await call({ url, timeoutMs: 5_000, maxBytes: 100_000, trusted: true }, true)
        const [found] = answer.json() as { id: string }[]
        if (found === undefined) return { kind: 'absent' }
        if (done.length + 1 < parts.length) return { kind: 'unclear' }
        return { kind: 'published', remoteId: done[0] ?? found.id, url: `${root}/posts/${done[0] ?? found.id}` }
      },
    }),
    async remove(_account, remoteId) {
      await call(
        { url: `${root}/posts/${remoteId}`, method: 'DELETE', timeoutMs: 5_000, maxBytes: 10_000, trusted: true },
        true,
      )
    },
  }
}

function partsOf(frozen: unknown): string[] {
  return (frozen as { parts: string[] }).parts
}

function idsOf(progress: unknown): string[] {
  return progress === null ? [] : (progress as { ids: string[] }).ids
}

function caller(request: Request, now: () => Date) {
  return async (given: Parameters<Request>[0], isRead = false) => {
    try {
      const answer = await request(given)
      if (answer.status < 300) return answer
      if (answer.status === 401) throw new PlatformError('auth', 'notLetIn')
      if (answer.status === 429) {
        const after = Number(answer.headers.get('retry-after') ?? 60)
        throw new PlatformError('limited', 'asksToWait', { retryAt: new Date(now().getTime() + after * 1000) })
      }
      if (answer.status >= 500) throw new PlatformError(isRead ? 'unavailable' : 'unknown', 'trouble')
      throw new PlatformError('rejected', 'notAccepted')
    } catch (cause) {
      if (!(cause instanceof RequestError)) throw cause
      const isUnknown = cause.sent && !isRead
      throw new PlatformError(isUnknown ? 'unknown' : 'unavailable', 'noAnswer', { cause })
    }
  }
}
