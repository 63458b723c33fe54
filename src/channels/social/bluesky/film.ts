// A film on its way to Bluesky: brought to the video service, worked on there, and put by it into the account's repository as a
// blob, which the record then shows. https://docs.bsky.app/docs/tutorials/video
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { FilmPart, Json, Step } from '../../../core/platform.ts'
import { FileBytes } from '../../request.ts'
import { isInside } from '../../server-address.ts'
import { filmPieces } from '../film.ts'
import type { Xrpc } from './api.ts'
import type { Access } from './session.ts'

/** How often the service is asked how far it is. */
export const usualLookMs = 3_000
/** A service that is at work for longer than this does not take it. */
const mostLooks = 300
/** Longer than a step of a ratchet is waited for. */
const uploadMs = 110_000
const tokenSeconds = 30 * 60
const pauseMs = 3_600_000

/** How far it is: `job` is what the service called the work, `blob` what it put into the repository. */
export const waySchema = z.object({
  job: z.string().nullable(),
  looks: z.int(),
  blob: z.json(),
  isAgain: z.boolean(),
  isReady: z.boolean(),
})
export type BlueskyWay = z.infer<typeof waySchema>
export const fromStart: BlueskyWay = { job: null, looks: 0, blob: null, isAgain: false, isReady: false }

const jobSchema = z.looseObject({
  jobId: z.string().default(''),
  state: z.string().default(''),
  blob: z.looseObject({ $type: z.literal('blob') }).optional(),
  error: z.string().optional(),
  message: z.string().optional(),
})
type Job = z.infer<typeof jobSchema>
/** The service answers an upload with the job itself, a look with one in an envelope. */
const readJob = (answer: unknown): Job =>
  z.union([z.object({ jobStatus: jobSchema }).transform(({ jobStatus }) => jobStatus), jobSchema]).parse(answer)
const limitsSchema = z.looseObject({
  canUpload: z.boolean(),
  remainingDailyVideos: z.int().optional(),
  remainingDailyBytes: z.int().optional(),
  message: z.string().optional(),
})

/** What the service is reached with; `act` does something with a good session at the account's own server. */
export type FilmReach = {
  xrpc: Xrpc
  video: string
  did: string
  act: <T>(work: (access: Access) => Promise<T>) => Promise<T>
  now: () => Date
  lookMs: number
  signal: AbortSignal
}

/** Whether the service takes films of this account at all; a server inside is one that it cannot bring them to. */
export async function takesFilms(reach: FilmReach, service: string): Promise<boolean> {
  if (isInside(new URL(service)) && !isInside(new URL(reach.video))) return false
  const { canUpload, remainingDailyVideos } = await limitsOf(reach)
  return canUpload || remainingDailyVideos === 0
}

/** One call that shows nothing. The same film twice is one job, so that a lost answer costs nothing. */
export async function onwardToBluesky(
  reach: FilmReach,
  { film, step, way }: { film: FilmPart; step: Pick<Step, 'piece'>; way: BlueskyWay },
): Promise<{ way: BlueskyWay; afterMs: number }> {
  if (way.job !== null) return judged(reach, way, await look(reach, way.job))
  const { canUpload, remainingDailyVideos = 1, remainingDailyBytes = film.bytes, message } = await limitsOf(reach)
  if (remainingDailyVideos === 0 || remainingDailyBytes < film.bytes)
    throw new PlatformError('limited', 'quotaUsed', { retryAt: new Date(reach.now().getTime() + pauseMs) })
  if (!canUpload) throw refused(message)
  return judged(reach, way, await bring(reach, film, step))
}

/** How the record shows it. */
export function embedOf({ film, alt }: FilmPart, { blob }: BlueskyWay): Json {
  const { width, height } = film
  return {
    $type: 'app.bsky.embed.video',
    video: blob,
    ...(alt !== undefined && { alt }),
    ...(width !== undefined && height !== undefined && { aspectRatio: { width, height } }),
  }
}

function judged({ lookMs }: FilmReach, way: BlueskyWay, job: Job): { way: BlueskyWay; afterMs: number } {
  // Of a film that it has seen before it says an error, and gives the blob all the same.
  if (job.blob !== undefined)
    return { way: { ...way, job: job.jobId, blob: z.json().parse(job.blob), isReady: true }, afterMs: 0 }
  const isOver = job.state === 'JOB_STATE_FAILED' || (job.state === 'JOB_STATE_COMPLETED' && way.job !== null)
  if (job.jobId === '' || isOver) throw refused(job.message)
  if (way.looks >= mostLooks) throw new PlatformError('rejected', 'filmUnfinished')
  const afterMs = job.state === 'JOB_STATE_COMPLETED' ? 0 : lookMs
  return { way: { ...way, job: job.jobId, looks: way.looks + 1 }, afterMs }
}

function look({ xrpc, video, signal }: FilmReach, jobId: string): Promise<Job> {
  return atService(() =>
    xrpc({ service: video, method: 'app.bsky.video.getJobStatus', query: { jobId }, signal }, readJob),
  )
}

async function limitsOf(reach: FilmReach): Promise<z.infer<typeof limitsSchema>> {
  const { xrpc, video, signal } = reach
  const method = 'app.bsky.video.getUploadLimits'
  const token = await tokenFor(reach, async () => `did:web:${encodeURIComponent(new URL(video).host)}`, method)
  return atService(() => xrpc({ service: video, method, query: {}, token, signal }, limitsSchema.parse))
}

async function bring(reach: FilmReach, film: FilmPart, step: Pick<Step, 'piece'>): Promise<Job> {
  const { xrpc, video, did, signal } = reach
  // The service acts at the account's server with it, as if it brought a picture.
  const name = async (service: string) => {
    const described = { service, method: 'com.atproto.server.describeServer', query: {}, signal }
    return (await xrpc(described, z.looseObject({ did: z.string() }).parse)).did
  }
  const token = await tokenFor(reach, name, 'com.atproto.repo.uploadBlob')
  const body = new FileBytes({ type: film.type, length: film.bytes, pieces: () => filmPieces(step, film) })
  const call = { service: video, method: 'app.bsky.video.uploadVideo', query: { did, name: 'film.mp4' }, body, token }
  // 409 is a film that it has seen before.
  return atService(() => xrpc({ ...call, signal, timeoutMs: uploadMs, takes: [409] }, readJob))
}

/** A token of the account for one thing at one service, from the account's own server. */
function tokenFor(
  { xrpc, act, signal }: FilmReach,
  audience: (service: string) => Promise<string>,
  lxm: string,
): Promise<string> {
  // Held against the clock of the server.
  const exp = String(Math.floor(Date.now() / 1000) + tokenSeconds)
  return act(async ({ service, token }) => {
    const query = { aud: await audience(service), lxm, exp }
    const call = { service, method: 'com.atproto.server.getServiceAuth', query, token, signal }
    return (await xrpc(call, z.object({ token: z.string() }).parse)).token
  })
}

/** What the service refuses is no word about the access to the account. */
async function atService<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'auth')
      throw new PlatformError('rejected', 'filmNotHere', { cause: error })
    throw error
  }
}

function refused(message: string | undefined): PlatformError {
  const words = (message ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, 200)
  return new PlatformError('rejected', words === '' ? 'filmRefused' : ['vendorSays', { words }])
}
