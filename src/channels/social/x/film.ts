// A film on its way to X: opened, brought in segments, closed, and worked on there. https://docs.x.com/x-api/media/quickstart/media-upload-chunked
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { FilmPart, Step } from '../../../core/platform.ts'
import { pieceAt } from '../film.ts'
import { type Rest, statusOf } from '../rest.ts'

/** X takes up to 1000 segments of at most 5 MB. */
const segmentBytes = 4_000_000
const lookMs = 2_000

/** How far it is: `next` is the segment that comes next. */
export const waySchema = z.object({
  id: z.string().nullable(),
  next: z.int(),
  isClosed: z.boolean(),
  isReady: z.boolean(),
})
export type XWay = z.infer<typeof waySchema>
export const fromStart: XWay = { id: null, next: 0, isClosed: false, isReady: false }

const mediaSchema = z.object({
  data: z.looseObject({
    id: z.string(),
    processing_info: z.looseObject({ state: z.string(), check_after_secs: z.number().optional() }).optional(),
  }),
})
type Media = z.infer<typeof mediaSchema>['data']

/** One call. The same segment twice is one segment, so that a lost answer costs nothing. */
export async function onwardToX(
  { rest, token, signal }: { rest: Rest; token: string; signal: AbortSignal },
  { film, step, way }: { film: FilmPart; step: Pick<Step, 'piece'>; way: XWay },
): Promise<{ way: XWay; afterMs: number }> {
  const call = { token, signal }
  const ask = async (path: string, body?: { [name: string]: string | number }) => {
    const whole = { ...call, path: `/2/media/upload${path}`, method: 'POST' as const, ...(body && { body }) }
    return (await rest(whole, mediaSchema.parse)).value.data
  }
  if (way.id === null) {
    const { id } = await ask('/initialize', {
      media_type: film.type,
      total_bytes: film.bytes,
      media_category: 'tweet_video',
    })
    return { way: { ...fromStart, id }, afterMs: 0 }
  }
  const path = `/${encodeURIComponent(way.id)}`
  const start = way.next * segmentBytes
  if (start < film.bytes) {
    const body = new FormData()
    body.set('media', new Blob([await pieceAt(step, film, { start, bytes: segmentBytes })]), 'film')
    body.set('segment_index', String(way.next))
    await rest({ ...call, path: `/2/media/upload${path}/append`, method: 'POST', body }, () => undefined)
    return { way: { ...way, next: way.next + 1 }, afterMs: 0 }
  }
  const look = async () => {
    const query = { command: 'STATUS', media_id: way.id ?? '' }
    return (await rest({ ...call, path: '/2/media/upload', query }, mediaSchema.parse)).value.data
  }
  if (way.isClosed) return worked(way, await look())
  // Closed already where only the answer was lost: then X refuses, and shows how far it is.
  const closed = await ask(`${path}/finalize`).catch((error: unknown) => {
    if (statusOf(error) !== 400) throw error
    return look().catch(() => Promise.reject(error))
  })
  return worked({ ...way, isClosed: true }, closed)
}

function worked(way: XWay, { processing_info: info }: Media): { way: XWay; afterMs: number } {
  if (info === undefined || info.state === 'succeeded') return { way: { ...way, isReady: true }, afterMs: 0 }
  if (info.state === 'failed') throw new PlatformError('rejected', 'filmRefused')
  return { way, afterMs: info.check_after_secs === undefined ? lookMs : info.check_after_secs * 1_000 }
}
