// A film on its way to a Page: opened, brought in the pieces that Facebook asks for, and shown by the call that closes it. Its name
// is known before anybody sees it, so that a lost answer is settled by it. https://developers.facebook.com/docs/video-api/guides/publishing
import { z } from 'zod'
import type { FilmPart, Step } from '../../../core/platform.ts'
import { pieceAt } from '../film.ts'
import { codeOf } from '../rest.ts'
import type { Look } from '../two-looks.ts'
import type { Reach } from './read-back.ts'

/** How far it is: the piece that comes next is between `start` and `end`. */
export const waySchema = z.object({
  session: z.string(),
  video: z.string(),
  start: z.int(),
  end: z.int(),
  isReady: z.boolean(),
})
export type FacebookWay = z.infer<typeof waySchema>
export const fromStart: FacebookWay = { session: '', video: '', start: 0, end: 0, isReady: false }

/** Where the pieces are put, beside the usual root. */
export const filmRoot = 'https://graph-video.facebook.com'

const offset = z.coerce.number().int().nonnegative()
const openedSchema = z.looseObject({
  upload_session_id: z.string(),
  video_id: z.string(),
  start_offset: offset,
  end_offset: offset,
})
const takenSchema = z.looseObject({ start_offset: offset, end_offset: offset })
const stateSchema = z.looseObject({
  status: z.looseObject({ video_status: z.string() }).optional(),
  post_id: z.string().optional(),
  permalink_url: z.string().optional(),
})
/** Another piece is expected than the one that came. */
const otherPiece = '1363037'

/** What is called: the Page's films, at the host that takes them. */
export type FilmReach = Reach & { page: string; root: string }

/** One call that shows nothing. */
export async function onwardToFacebook(
  reach: FilmReach,
  { film, step, way }: { film: FilmPart; step: Pick<Step, 'piece'>; way: FacebookWay },
): Promise<{ way: FacebookWay; afterMs: number }> {
  if (way.session === '') {
    const body = new URLSearchParams({ upload_phase: 'start', file_size: String(film.bytes) })
    const { value } = await reach.rest({ ...callOf(reach), body }, openedSchema.parse)
    const { upload_session_id: session, video_id: video, start_offset: start, end_offset: end } = value
    return { way: { session, video, start, end, isReady: start === end }, afterMs: 0 }
  }
  const body = new FormData()
  body.set('upload_phase', 'transfer')
  body.set('upload_session_id', way.session)
  body.set('start_offset', String(way.start))
  const piece = await pieceAt(step, film, { start: way.start, bytes: way.end - way.start })
  body.set('video_file_chunk', new Blob([piece]), 'film')
  const taken = await reach.rest({ ...callOf(reach), body }, takenSchema.parse).catch((error: unknown) => {
    // The piece came, and only the answer was lost: nobody has seen this session, another one begins.
    if (codeOf(error)?.split('/').includes(otherPiece)) return undefined
    throw error
  })
  if (taken === undefined) return { way: fromStart, afterMs: 0 }
  const { start_offset: start, end_offset: end } = taken.value
  return { way: { ...way, start, end, isReady: start === end }, afterMs: 0 }
}

/** Closes the film, which shows it with its words. */
export async function showFilm(
  reach: FilmReach,
  { way, message, sent }: { way: FacebookWay; message: string; sent: Step['sent'] },
): Promise<void> {
  const body = new URLSearchParams({ upload_phase: 'finish', upload_session_id: way.session, description: message })
  await reach.rest({ ...callOf(reach), body, isVisible: true, onSent: sent }, () => undefined)
}

/** How far Facebook is with a film, and the post that shows it. */
export async function stateOf({ rest, version, page, token, signal }: FilmReach, video: string) {
  const query = { fields: 'status,post_id,permalink_url' }
  const { value } = await rest({ path: `/${version}/${video}`, query, token, signal }, stateSchema.parse)
  const { status, post_id: post, permalink_url: link } = value
  // With or without the Page before it.
  const remoteId = post === undefined ? undefined : post.includes('_') ? post : `${page}_${post}`
  const url = link === undefined ? null : new URL(link, 'https://www.facebook.com').href
  return { status: status?.video_status ?? '', remoteId, url }
}

/** Looks once whether a film was closed: from then on Facebook works on it or is done. */
export async function lookAtFilm(reach: FilmReach, video: string): Promise<Look<true>> {
  const { status } = await stateOf(reach, video)
  return { found: ['processing', 'ready', 'error'].includes(status) ? true : undefined, ids: status }
}

function callOf({ version, page, token, signal, root }: FilmReach) {
  return { path: `${root}/${version}/${page}/videos`, method: 'POST' as const, token, signal, countsFor: page }
}
