// The video service of Bluesky: takes a film with a token that the account's server made for it alone, works on it, puts it into the repository
// as a blob, and knows each film again.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

type Reply = { status: number; body: unknown }
type Job = { id: string; looks: number; bytes: Buffer; isPut: boolean }

const query = z.strictObject({
  aud: z.string().startsWith('did:web:'),
  lxm: z.enum(['app.bsky.video.getUploadLimits', 'com.atproto.repo.uploadBlob']),
  exp: z.string().regex(/^\d+$/),
})

/** What the account's server is called. */
export const serverDid = 'did:web:pds.barluce.example'

/** Keeps films. `put` is what brings one into the repository. */
export function createVideo({ did, host, put }: { did: string; host: () => string; put: (bytes: Buffer) => object }) {
  const tokens = new Map<string, string>()
  const jobs = new Map<string, Job>()
  const uploads: number[] = []
  const given = { looks: 0, fails: false, closed: false, limits: {} as object }

  /** The token goes to this service, or to the account's own server: there the service acts with it. */
  function tokenFor(asked: unknown): Reply {
    const { aud, lxm, exp } = query.parse(asked)
    const own = lxm === 'com.atproto.repo.uploadBlob' ? serverDid : `did:web:${encodeURIComponent(host())}`
    if (aud !== own) throw new Error(`a token for somebody else: ${aud}`)
    const leftMs = Number(exp) * 1000 - Date.now()
    if (leftMs < 0 || leftMs > 3_600_000) return { status: 400, body: { error: 'BadExpiration' } }
    const token = randomBytes(9).toString('base64url')
    tokens.set(token, lxm)
    return { status: 200, body: { token } }
  }

  const isFor = (token: string | undefined, lxm: string) => !given.closed && tokens.get(token ?? '') === lxm
  const statusOf = (job: Job) => ({ jobId: job.id, did, state: 'JOB_STATE_CREATED' })

  function act(
    method: string,
    asked: Record<string, string>,
    by: { token: string | undefined; type: string; bytes: Buffer },
  ): Reply {
    if (method === 'getUploadLimits') {
      z.strictObject({}).parse(asked)
      if (!isFor(by.token, `app.bsky.video.${method}`))
        return { status: 401, body: { error: 'AuthenticationRequired' } }
      const usual = { canUpload: true, remainingDailyVideos: 25, remainingDailyBytes: 10_000_000_000 }
      return { status: 200, body: { ...usual, ...given.limits } }
    }
    if (method === 'uploadVideo') {
      z.strictObject({ did: z.literal(did), name: z.literal('film.mp4') }).parse(asked)
      z.literal('video/mp4').parse(by.type)
      if (!isFor(by.token, 'com.atproto.repo.uploadBlob'))
        return { status: 401, body: { error: 'AuthenticationRequired' } }
      uploads.push(by.bytes.length)
      const id = createHash('sha256').update(by.bytes).digest('hex').slice(0, 20)
      const known = jobs.get(id)
      const job = known ?? { id, looks: given.looks, bytes: by.bytes, isPut: false }
      jobs.set(id, job)
      if (known === undefined) return { status: 200, body: statusOf(job) }
      const seen = { error: 'already_exists', message: 'Video already processed', state: 'JOB_STATE_COMPLETED' }
      return { status: 409, body: { ...statusOf(job), ...seen } }
    }
    const job = jobs.get(z.strictObject({ jobId: z.string() }).parse(asked).jobId)
    if (job === undefined) return { status: 404, body: { error: 'NotFound' } }
    if (job.looks-- > 0) return { status: 200, body: { jobStatus: { ...statusOf(job), state: 'JOB_STATE_ENCODING' } } }
    if (given.fails) {
      const failed = { state: 'JOB_STATE_FAILED', error: 'encoding_failure', message: 'The film has no pictures.' }
      return { status: 200, body: { jobStatus: { ...statusOf(job), ...failed } } }
    }
    const done = { state: 'JOB_STATE_COMPLETED', blob: put(job.bytes) }
    return { status: 200, body: { jobStatus: { ...statusOf(job), ...done } } }
  }

  return { given, tokenFor, act, /** The bytes of each upload, in order. */ uploads }
}
