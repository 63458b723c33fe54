// Files on their way in, and back out to members and by signed link.
import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import { Hono, type HonoRequest } from 'hono'
import type { Context } from '../../core/context.ts'
import { sizeInWords } from '../../core/media/error.ts'
import { keep, keepFilm } from '../../core/media/keep.ts'
import { checkLink } from '../../core/media/links.ts'
import type { Range } from '../../core/media/storage.ts'
import { withWorkspace } from '../../db/client.ts'
import { getMedia, type MediaRow } from '../../db/media.ts'
import type { Env, House } from '../house.ts'
import { demand } from '../identify.ts'
import { notFound, ProblemError } from '../problem.ts'
import { answers, createRoutes, json } from './routes.ts'
import { id, isId, media } from './schema.ts'

/** Most bytes of a file over HTTP; the form around it may add a little. */
export const largestFile = 25_000_000

/** True for a body that is a film itself, and no form: it is streamed. */
export function isFilmBody(type: string | undefined): boolean {
  return type?.startsWith('video/') === true
}

/** What is said of a larger one. */
export const tooLarge = `This file is too large: at most ${sizeInWords(largestFile)} are taken.`

const upload = createRoute({
  method: 'post',
  path: '/media',
  summary: 'Send a picture, film, sound or document; a film over 25 MB as the body itself',
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': { schema: z.object({ file: z.any().openapi({ type: 'string', format: 'binary' }) }) },
        'video/*': { schema: z.any().openapi({ type: 'string', format: 'binary' }) },
      },
    },
  },
  responses: answers({ 201: json(media, 'Taken in; cleaned where it is a picture') }),
})

const download = createRoute({
  method: 'get',
  path: '/media/{id}',
  summary: 'A file as it is kept',
  request: { params: z.object({ id }) },
  responses: answers({
    200: { description: 'Its bytes', content: { 'application/octet-stream': { schema: z.string() } } },
  }),
})

/** `POST /media` and `GET /media/:id`. */
export function mediaRoutes(house: House) {
  const routes = createRoutes()
  // The form is read by hand: its bytes may have been read before, for an Idempotency-Key.
  routes.openAPIRegistry.registerPath({ ...upload, path: '/media' })
  routes.post('/media', async (c) => {
    const asker = c.get('asker')
    demand(asker, asker.role !== 'viewer')
    const { ctx } = house.app
    const type = c.req.header('content-type')
    const body = c.req.raw.body
    const row =
      isFilmBody(type) && body !== null
        ? await keepFilm(ctx, asker.workspaceId, body)
        : await keepForm(ctx, asker.workspaceId, await fileOf(await c.req.arrayBuffer(), type))
    const { width, height, film } = row
    const seconds = film?.seconds
    const size = {
      ...(width !== null && { width }),
      ...(height !== null && { height }),
      ...(seconds !== undefined && { seconds }),
    }
    return c.json({ id: row.id, type: row.type, bytes: row.bytes, ...size }, 201)
  })
  routes.openapi(download, async (c) => {
    const file = await find(house, c.get('asker').workspaceId, c.req.valid('param').id)
    return serve(house, file, c.req)
  })
  return routes
}

async function keepForm(ctx: Context, workspaceId: string, file: File): Promise<MediaRow> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return keep(ctx, workspaceId, bytes, { name: file.name, type: file.type })
}

/** `GET /media/:token`: a file by a signed link, for whoever has it. */
export function linkedMediaRoutes(house: House) {
  return new Hono<Env>().get('/media/:token', async (c) => {
    const linked = checkLink({ key: house.key, token: c.req.param('token'), now: house.app.ctx.clock.now() })
    if (linked === undefined) throw notFound('file')
    const file = await find(house, linked.workspaceId, linked.mediaId)
    const answer = await serve(house, file, c.req)
    answer.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
    return answer
  })
}

async function find(house: House, workspaceId: string, mediaId: string): Promise<MediaRow> {
  if (!isId(mediaId)) throw notFound('file')
  const [row] = await withWorkspace(house.app.ctx.db, workspaceId, (tx) => getMedia(tx, [mediaId]))
  if (row === undefined) throw notFound('file')
  return row
}

/**
 * A file as a stream, all or the piece that is asked for. Only pictures are shown in place; anything else is a download, and
 * nothing in it may run.
 */
async function serve(house: House, row: MediaRow, asked: Pick<HonoRequest, 'method' | 'header'>): Promise<Response> {
  const range = rangeOf(asked.header('range'), row.bytes)
  if (range === 'none') return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${row.bytes}` } })
  const { storage } = house.app.ctx
  // Nobody would read the stream of an answer that is a head alone.
  const file =
    asked.method === 'HEAD'
      ? { stream: undefined, bytes: await storage.size(row.key) }
      : await storage.open(row.key, range)
  if (file?.bytes === undefined) throw notFound('file')
  const isPicture = row.type.startsWith('image/')
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
  const body = file.stream === undefined ? null : (Readable.toWeb(file.stream) as ReadableStream)
  return new Response(body, {
    status: range === undefined ? 200 : 206,
    headers: {
      'Content-Type': row.type,
      'Content-Length': String(end - start + 1),
      'Accept-Ranges': 'bytes',
      ...(range !== undefined && { 'Content-Range': `bytes ${start}-${end}/${file.bytes}` }),
      'Content-Disposition': isPicture ? 'inline' : 'attachment',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=86400, immutable',
      ETag: `"${row.sha256.slice(0, 32)}"`,
    },
  })
}

/** The piece that a header asks for; undefined for all of it, also where it asks for several. */
function rangeOf(header: string | undefined, bytes: number): Range | undefined | 'none' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(bytes - 1, Number(to))
  return start <= end ? { start, end } : 'none'
}

async function fileOf(body: ArrayBuffer, type: string | undefined): Promise<File> {
  const form =
    type?.startsWith('multipart/form-data') === true
      ? await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => undefined)
      : undefined
  const file = form?.get('file')
  if (!(file instanceof File))
    throw new ProblemError(422, 'No file came: send it as multipart/form-data in a field named "file".')
  if (file.size > largestFile) throw new ProblemError(413, tooLarge)
  return file
}
