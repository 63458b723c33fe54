// Films on their way to a Page: opened with their size, brought in the pieces that are asked for, shown when they are closed.
import { z } from 'zod'
import type { Act, Reply } from '../counterpart.ts'

const opening = z.strictObject({ upload_phase: z.literal('start'), file_size: z.string().regex(/^[1-9]\d*$/) })
const piece = z.strictObject({
  upload_phase: z.literal('transfer'),
  upload_session_id: z.string(),
  start_offset: z.string().regex(/^\d+$/),
  video_file_chunk: z.instanceof(File),
})
const closing = z.strictObject({
  upload_phase: z.literal('finish'),
  upload_session_id: z.string(),
  description: z.string(),
})
const pieceBytes = 40_000

type PageFilm = { video: string; size: number; pieces: Buffer[]; post: string | undefined; looks: number }
type By = Parameters<Act>[1] & {
  error: (status: number, code: number, subcode?: number) => Reply
  show: (message: string) => string
}

/** Keeps them. `looks` is how often one is still worked on, `fails` whether that ends badly. */
export function createPageFilms() {
  const all = new Map<string, PageFilm>()
  const given = { looks: 1, fails: false }
  const taken = ({ pieces }: PageFilm) => Buffer.concat(pieces).length
  const asked = (film: PageFilm) => ({
    start_offset: String(taken(film)),
    end_offset: String(Math.min(taken(film) + pieceBytes, film.size)),
  })
  const bySession = (session: string) => all.get(session.replace(/^s/, 'v'))

  async function act({ fields, form }: Parameters<Act>[0], { visible, checked, error, show }: By) {
    if (form !== undefined) {
      const { upload_session_id, start_offset, video_file_chunk } = checked(piece, Object.fromEntries(form.entries()))
      const film = bySession(upload_session_id)
      if (film === undefined) return error(400, 100)
      const { start_offset: start, end_offset: end } = asked(film)
      if (start_offset !== start || film.post !== undefined) return error(400, 6000, 1363037)
      if (video_file_chunk.size !== Number(end) - Number(start)) throw new Error('another piece than the one asked for')
      film.pieces.push(Buffer.from(await video_file_chunk.arrayBuffer()))
      return { status: 200, body: asked(film) }
    }
    if (fields.upload_phase === 'start') {
      const size = Number(checked(opening, fields).file_size)
      const video = `v${all.size + 1}`
      const film = { video, size, pieces: [], post: undefined, looks: given.looks }
      all.set(video, film)
      return { status: 200, body: { upload_session_id: `s${all.size}`, video_id: video, ...asked(film) } }
    }
    const { upload_session_id, description } = checked(closing, fields)
    const film = bySession(upload_session_id)
    if (film === undefined || taken(film) !== film.size) return error(400, 100)
    if (film.post !== undefined) throw new Error('a film that is shown is closed again')
    return visible(() => {
      film.post = show(description)
      return { status: 200, body: { success: true } }
    })
  }

  return {
    all,
    given,
    act,
    look(film: PageFilm): Reply {
      const isWorking = film.post !== undefined && film.looks-- > 0
      const state = film.post === undefined ? 'uploading' : isWorking ? 'processing' : given.fails ? 'error' : 'ready'
      const post =
        state === 'ready' ? { post_id: film.post?.split('_')[1], permalink_url: `/1001/videos/${film.video}/` } : {}
      return { status: 200, body: { id: film.video, status: { video_status: state }, ...post } }
    },
    /** The film that a post shows, as it came. */
    bytes: (post: string) => Buffer.concat([...all.values()].find((one) => one.post === post)?.pieces ?? []),
  }
}
