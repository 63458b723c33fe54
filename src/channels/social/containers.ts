// Publishing by containers, as Instagram and Threads do it: made first, published once. What a container says of itself is
// the proof of what happened. https://developers.facebook.com/docs/instagram-platform/content-publishing
import { z } from 'zod'
import { PlatformError } from '../../core/errors.ts'
import type { Json, Platform, Settlement, Step, StepAnswer } from '../../core/platform.ts'
import { filmIn } from './film.ts'
import { sendComment } from './first-comment.ts'
import { type LookTimes, twoLooks } from './two-looks.ts'

/** Containers live for 24 hours. */
const freshMs = 23 * 3_600_000
const mostRemakes = 2
const preparePatienceMs = 45_000
const prepareLookMs = 1_500
/** How often is looked, and after how many looks a network is not still at work on it. */
const lookings = { pictures: { everyMs: 2_000, most: 60 }, films: { everyMs: 10_000, most: 90 } }
/** Lists lag behind: what is published but in no list after so many looks is out all the same. */
const mostFinds = 5

/** What a container says of itself. `failed` carries why. */
export type State =
  | { kind: 'working' }
  | { kind: 'ready' }
  | { kind: 'published' }
  | { kind: 'expired' }
  | { kind: 'failed'; error: PlatformError; canRemake: boolean }

export type Out = { remoteId: string; url: string | null }
type Calm = Omit<Step, 'frozen' | 'progress' | 'sent'>

/** What differs from network to network. */
export type Containers = {
  now: () => Date
  times: LookTimes
  /** Makes the container of one part, after `after`; with pictures or a film where it is the first. */
  make(step: Calm, part: { index: number; text: string; after: string | undefined }): Promise<string>
  state(step: Calm, id: string): Promise<State>
  /** Makes a container visible and answers the id of the post. */
  show(step: Step, id: string): Promise<string>
  /** A post by its words among the newest. */
  find(step: Calm, wanted: { text: string; since: Date; known: readonly string[] }): Promise<Out | undefined>
  linkOf(step: Calm, id: string): Promise<string | null>
  comment?: {
    send(step: Step, out: Out, text: string): Promise<void>
    has(step: Calm, out: Out, text: string): Promise<boolean>
  }
}

const frozenSchema = z.object({
  texts: z.array(z.string()).min(1),
  container: z.string(),
  isReady: z.boolean(),
  madeAt: z.string(),
  comment: z.string().nullable(),
})
const progressSchema = z.object({
  ids: z.array(z.string()),
  url: z.string().nullable(),
  /** The container of the part that comes next, where it is not the frozen one. */
  container: z.string().nullable(),
  madeAt: z.string().nullable(),
  looks: z.int(),
  remakes: z.int(),
  out: z.boolean(),
  tries: z.int(),
})
type Progress = z.infer<typeof progressSchema>
const nothing: Progress = {
  ids: [],
  url: null,
  container: null,
  madeAt: null,
  looks: 0,
  remakes: 0,
  out: false,
  tries: 0,
}

/** The code of a fault that says a container is not ready yet. */
export class NotReadyError extends PlatformError {}

/** The three calls of an adapter, for a network of containers. */
export function byContainers(network: Containers): {
  freeze(step: Calm, given: { texts: string[]; comment: string | undefined }): Promise<Json>
  publish(step: Step): Promise<StepAnswer>
  settle: NonNullable<Platform['settle']>
} {
  const { now } = network
  const later = (ms: number) => new Date(now().getTime() + ms)

  return {
    async freeze(step, { texts, comment }) {
      const container = await network.make(step, { index: 0, text: texts[0] ?? '', after: undefined })
      const madeAt = now().toISOString()
      // Waited for here as far as there is time, so that nothing has to be waited for at the second itself.
      const until = performance.now() + preparePatienceMs
      let state = await network.state(step, container)
      while (state.kind === 'working' && performance.now() < until && !step.signal.aborted) {
        await new Promise((done) => setTimeout(done, prepareLookMs))
        state = await network.state(step, container)
      }
      if (state.kind === 'failed') throw state.error
      return { texts, container, isReady: state.kind === 'ready', madeAt, comment: comment ?? null }
    },

    async publish(step) {
      const { frozen, progress, container, madeAt } = whereOf(step)
      if (progress.out) return comment(step)
      const index = progress.ids.length
      if (container === undefined) {
        const text = frozen.texts[index] ?? ''
        const made = await network.make(step, { index, text, after: progress.ids.at(-1) })
        const saved = { ...progress, container: made, madeAt: now().toISOString(), looks: 1 }
        return { kind: 'wait', progress: saved, until: now() }
      }
      const isOld = now().getTime() - Date.parse(madeAt) > freshMs
      const mustLook = isOld || progress.looks > 0 || !frozen.isReady || progress.container !== null
      const state: State = mustLook ? await network.state(step, container) : { kind: 'ready' }
      if (state.kind !== 'ready') return notReady(step, state)
      try {
        return await done(step, await network.show(step, container))
      } catch (error) {
        if (error instanceof NotReadyError) return notReady(step, { kind: 'working' })
        throw error
      }
    },

    async settle(step) {
      const { frozen, progress, container } = whereOf(step)
      if (progress.out) return settleComment(step)
      // Nothing visible is done before there is a container.
      if (container === undefined) return { kind: 'absent' }
      const seen = await twoLooks({ ...step, ...network.times, now }, async () => {
        const { kind } = await network.state(step, container)
        return { found: kind === 'published' ? kind : undefined, ids: kind }
      })
      if (seen.kind !== 'found') return seen
      const text = frozen.texts[progress.ids.length] ?? ''
      const found = await network.find(step, { text, since: step.startedAt, known: progress.ids })
      if (found === undefined && step.looks < mostFinds) return { kind: 'later', seconds: 10 }
      const next = advanced(progress, found ?? { remoteId: container, url: null })
      if (next.ids.length < frozen.texts.length) return { kind: 'onward', progress: next }
      if (frozen.comment !== null && found !== undefined) return { kind: 'onward', progress: { ...next, out: true } }
      return { kind: 'published', ...outOf(next) }
    },
  }

  /** A container that cannot be published now: waited for, made again, or given up. */
  async function notReady(step: Step, state: Exclude<State, { kind: 'ready' }>): Promise<StepAnswer> {
    const { progress, frozen, madeAt } = whereOf(step)
    if (state.kind === 'published') {
      // Published by a call whose answer was lost and that settling gave up on too early.
      const wanted = { text: frozen.texts[progress.ids.length] ?? '', since: new Date(madeAt), known: progress.ids }
      const found = await network.find(step, wanted)
      if (found === undefined) throw new PlatformError('unavailable', 'unclear')
      return done(step, found.remoteId, found.url)
    }
    if (state.kind === 'working') {
      const looks = progress.looks + 1
      const isFilm = filmIn(step.content) !== undefined
      const { everyMs, most } = lookings[isFilm ? 'films' : 'pictures']
      if (looks > most) throw new PlatformError('rejected', isFilm ? 'filmUnfinished' : 'pictureUnfinished')
      return { kind: 'wait', progress: { ...progress, looks }, until: later(everyMs) }
    }
    if (state.kind === 'failed' && (!state.canRemake || progress.remakes >= mostRemakes)) throw state.error
    const index = progress.ids.length
    const text = frozen.texts[index] ?? ''
    const container = await network.make(step, { index, text, after: progress.ids.at(-1) })
    const remakes = state.kind === 'failed' ? progress.remakes + 1 : progress.remakes
    const saved = { ...progress, container, madeAt: now().toISOString(), looks: 1, remakes }
    return { kind: 'wait', progress: saved, until: now() }
  }

  /** A part is out: what comes next, or the end. */
  async function done(step: Step, id: string, knownUrl?: string | null): Promise<StepAnswer> {
    const { frozen, progress } = whereOf(step)
    // The post is out: nothing that goes wrong now may say otherwise.
    const url = progress.url ?? knownUrl ?? (await network.linkOf(step, id).catch(() => null))
    const next = advanced(progress, { remoteId: id, url })
    if (next.ids.length < frozen.texts.length) return { kind: 'wait', progress: next, until: now() }
    if (frozen.comment !== null) return { kind: 'wait', progress: { ...next, out: true }, until: now() }
    return { kind: 'done', ...outOf(next) }
  }

  async function comment(step: Step): Promise<StepAnswer> {
    const { frozen, progress } = whereOf(step)
    const out = outOf(progress)
    return sendComment({
      ...{ out, now, tries: progress.tries, again: (tries) => ({ ...progress, tries }) },
      send: async () => network.comment?.send(step, out, frozen.comment ?? ''),
    })
  }

  async function settleComment(
    step: Calm & Pick<Step, 'frozen' | 'progress'> & { startedAt: Date },
  ): Promise<Settlement> {
    const { frozen, progress } = whereOf(step)
    const out = outOf(progress)
    const seen = await twoLooks({ ...step, ...network.times, now }, async () => {
      const isThere = await network.comment?.has(step, out, frozen.comment ?? '')
      return { found: isThere === true ? 'there' : undefined, ids: '' }
    })
    return seen.kind === 'found' ? { kind: 'published', ...out } : seen
  }
}

function whereOf({ frozen, progress }: Pick<Step, 'frozen' | 'progress'>) {
  const read = frozenSchema.parse(frozen)
  const reached = progress === null ? nothing : progressSchema.parse(progress)
  const first = reached.ids.length === 0 ? read.container : undefined
  return {
    frozen: read,
    progress: reached,
    container: reached.container ?? first,
    madeAt: reached.madeAt ?? read.madeAt,
  }
}

function advanced(progress: Progress, { remoteId, url }: Out): Progress {
  const ids = [...progress.ids, remoteId]
  return { ...progress, ids, url: progress.url ?? url, container: null, madeAt: null, looks: 0, remakes: 0 }
}

function outOf({ ids, url }: Progress): Out {
  return { remoteId: ids.join(), url }
}
