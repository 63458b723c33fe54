// A film on its way to LinkedIn: opened, brought in the parts that LinkedIn names, closed with what it said of each, and worked on there.
// https://learn.microsoft.com/linkedin/marketing/community-management/shares/videos-api
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { FilmPart, Step } from '../../../core/platform.ts'
import { pieceAt } from '../film.ts'
import { codeOf, statusOf } from '../rest.ts'
import type { Reach } from './pictures.ts'

const lookMs = 5_000

const partSchema = z.looseObject({ uploadUrl: z.string(), firstByte: z.int(), lastByte: z.int() })
const openedSchema = z.object({
  value: z.looseObject({
    video: z.string(),
    uploadToken: z.string().default(''),
    uploadInstructions: z.array(partSchema).min(1),
  }),
})
const stateSchema = z.looseObject({ status: z.string() })

/** How far it is: `tags` are what LinkedIn said of the parts that came. `isRested`: nothing is told, so it was waited. */
export const waySchema = z.object({
  video: z.string(),
  token: z.string(),
  parts: z.array(z.object({ url: z.string(), first: z.int(), last: z.int() })),
  tags: z.array(z.string()),
  isClosed: z.boolean(),
  isRested: z.boolean(),
  isReady: z.boolean(),
})
export type LinkedinWay = z.infer<typeof waySchema>
export const fromStart: LinkedinWay = {
  ...{ video: '', token: '', parts: [], tags: [] },
  ...{ isClosed: false, isRested: false, isReady: false },
}

type Next = { way: LinkedinWay; afterMs: number }

/** One call that shows nothing. `restMs` is waited where LinkedIn does not tell how far it is. */
export async function onwardToLinkedin(
  reach: Reach,
  { film, step, way, restMs }: { film: FilmPart; step: Pick<Step, 'piece'>; way: LinkedinWay; restMs: number },
): Promise<Next> {
  if (way.video === '') return { way: await opened(reach, film), afterMs: 0 }
  const part = way.parts[way.tags.length]
  if (part !== undefined) return { way: await brought(reach, { film, step, way, part }), afterMs: 0 }
  if (way.isClosed) return looked(reach, way, restMs)
  const { video, token: uploadToken, tags: uploadedPartIds } = way
  const body = { finalizeUploadRequest: { video, uploadToken, uploadedPartIds } }
  const query = { action: 'finalizeUpload' }
  const { rest, token, signal } = reach
  // Closed already where only the answer was lost: then it is no longer waiting for parts, and says so.
  await rest({ path: '/rest/videos', method: 'POST', query, body, token, signal }, () => undefined).catch(
    async (error: unknown) => {
      if (statusOf(error) !== 400) throw error
      if ((await stateOf(reach, video)) === 'WAITING_UPLOAD') throw error
    },
  )
  return { way: { ...way, isClosed: true }, afterMs: 0 }
}

async function opened({ rest, token, author, signal }: Reach, film: FilmPart): Promise<LinkedinWay> {
  const wish = { owner: author, fileSizeBytes: film.bytes, uploadCaptions: false, uploadThumbnail: false }
  const call = { path: '/rest/videos', method: 'POST' as const, query: { action: 'initializeUpload' }, token, signal }
  const { value } = await rest({ ...call, body: { initializeUploadRequest: wish } }, openedSchema.parse)
  const { video, uploadToken, uploadInstructions } = value.value
  const parts = uploadInstructions.map(({ uploadUrl: url, firstByte: first, lastByte: last }) => ({ url, first, last }))
  return { ...fromStart, video, token: uploadToken, parts }
}

/** Brings a part. Its address knows who we are: no token goes with it. */
async function brought(
  { rest, signal }: Reach,
  given: { film: FilmPart; step: Pick<Step, 'piece'>; way: LinkedinWay; part: LinkedinWay['parts'][number] },
): Promise<LinkedinWay> {
  const { film, step, way, part } = given
  const body = await pieceAt(step, film, { start: part.first, bytes: part.last - part.first + 1 })
  const headers = { 'content-type': 'application/octet-stream' }
  try {
    const { headers: said } = await rest({ path: part.url, method: 'PUT', body, headers, signal }, () => undefined)
    const tag = said.get('etag')?.replaceAll('"', '') ?? ''
    if (tag === '') throw new PlatformError('unavailable', 'unreadable')
    return { ...way, tags: [...way.tags, tag] }
  } catch (error) {
    const isOver = codeOf(error) === 'EXPIRED_UPLOAD_URL' || [401, 403, 410].includes(statusOf(error) ?? 0)
    if (isOver) return fromStart
    throw error
  }
}

async function looked(reach: Reach, way: LinkedinWay, restMs: number): Promise<Next> {
  const status = await stateOf(reach, way.video)
  if (status === 'PROCESSING_FAILED') throw new PlatformError('rejected', 'filmRefused')
  if (status === 'AVAILABLE' || (status === undefined && way.isRested))
    return { way: { ...way, isReady: true }, afterMs: 0 }
  if (status === undefined) return { way: { ...way, isRested: true }, afterMs: restMs }
  return { way, afterMs: lookMs }
}

/** Undefined where it is not told: who may only post does not hear it. */
async function stateOf({ rest, token, signal }: Reach, video: string): Promise<string | undefined> {
  try {
    const { value } = await rest(
      { path: `/rest/videos/${encodeURIComponent(video)}`, token, signal },
      stateSchema.parse,
    )
    return value.status
  } catch (error) {
    if (statusOf(error) !== 403) throw error
    return undefined
  }
}
