// Films on their way to LinkedIn: opened with their size, brought in parts at addresses of their own, closed with the tag of each part.
import { z } from 'zod'
import type { Act, Reply } from '../counterpart.ts'

const owner = z.string().regex(/^urn:li:(person|organization):\w+$/)
const opening = z.strictObject({
  initializeUploadRequest: z.strictObject({
    owner,
    fileSizeBytes: z.int().positive(),
    uploadCaptions: z.literal(false),
    uploadThumbnail: z.literal(false),
  }),
})
const closing = z.strictObject({
  finalizeUploadRequest: z.strictObject({
    video: z.string(),
    uploadToken: z.string(),
    uploadedPartIds: z.array(z.string().regex(/^tag\w+$/)).min(1),
  }),
})
const partBytes = 4_194_304

type Film = { urn: string; size: number; parts: (Buffer | undefined)[]; state: string; looks: number }
type By = Pick<Parameters<Act>[1], 'checked'> & {
  error: (status: number, code: string) => Reply
  url: string
  hasPages: boolean
}

/** Keeps them. `looks` is how often one is still worked on, `fails` whether that ends badly, `isOver` whether addresses are. */
export function createFilms() {
  const all = new Map<string, Film>()
  const given = { looks: 0, fails: false, isOver: false }

  function act({ method, path, query, json }: Parameters<Act>[0], { checked, error, url, hasPages }: By): Reply {
    if (method === 'GET') {
      if (!hasPages) return error(403, 'ACCESS_DENIED')
      const film = all.get(decodeURIComponent(path.slice('/rest/videos/'.length)))
      if (film === undefined) return error(404, 'NOT_FOUND')
      const isDone = film.state === 'PROCESSING' && film.looks-- <= 0
      if (isDone) film.state = given.fails ? 'PROCESSING_FAILED' : 'AVAILABLE'
      return { status: 200, body: { id: film.urn, status: film.state } }
    }
    if (query.action === 'initializeUpload') {
      const { fileSizeBytes: size } = checked(opening, json).initializeUploadRequest
      const urn = `urn:li:video:V${all.size + 1}`
      const count = Math.ceil(size / partBytes)
      const parts: Film['parts'] = Array.from({ length: count })
      all.set(urn, { urn, size, parts, state: 'WAITING_UPLOAD', looks: given.looks })
      const uploadInstructions = parts.map((_, i) => ({
        uploadUrl: `${url}/part/V${all.size}/${i}`,
        firstByte: i * partBytes,
        lastByte: Math.min((i + 1) * partBytes, size) - 1,
      }))
      return { status: 200, body: { value: { video: urn, uploadToken: 'token-of-upload', uploadInstructions } } }
    }
    checked(z.strictObject({ action: z.literal('finalizeUpload') }), query)
    const wish = checked(closing, json).finalizeUploadRequest
    const film = all.get(wish.video)
    if (film === undefined || film.state !== 'WAITING_UPLOAD') return error(400, 'INVALID_STATE')
    const tags = film.parts.map((_, i) => `tag${film.urn.split(':').at(-1)}x${i}`)
    checked(z.literal(tags.join()), wish.uploadedPartIds.join())
    checked(z.literal(film.size), bytesOf(film).length)
    film.state = 'PROCESSING'
    return { status: 200 }
  }

  return {
    all,
    given,
    act,
    /** A part, at an address that no token may go to. */
    take({ method, path, token, bytes }: Parameters<Act>[0]): Reply {
      const [, name = '', index = ''] = /^\/part\/(V\d+)\/(\d+)$/.exec(path) ?? []
      const film = all.get(`urn:li:video:${name}`)
      if (method !== 'PUT' || token !== undefined || film === undefined) throw new Error('a part as nobody sends it')
      if (given.isOver) {
        given.isOver = false
        return { status: 403 }
      }
      film.parts[Number(index)] = bytes
      return { status: 200, headers: { etag: `"tag${name}x${index}"` } }
    },
    isClosed: (urn: string) => !['WAITING_UPLOAD', undefined].includes(all.get(urn)?.state),
    bytes: (urn: string) => bytesOf(all.get(urn)),
  }
}

function bytesOf(film: Film | undefined): Buffer {
  return Buffer.concat((film?.parts ?? []).map((part) => part ?? Buffer.alloc(0)))
}
