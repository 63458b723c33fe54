// Keeping what was taken in: bytes into the storage, then the row that names them; the same content is kept once.
import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { withWorkspace } from '../../db/client.ts'
import { getMedia, knownMedia, type MediaRow, writeMedia } from '../../db/media.ts'
import type { Called } from '../chat.ts'
import type { Context } from '../context.ts'
import type { FilmPart } from '../platform.ts'
import { fullOf } from '../team/plans.ts'
import { MediaError, sizeInWords } from './error.ts'
import { bodyOf, type Film, withFilm } from './film.ts'
import { endingOf, type MediaType } from './kind.ts'
import { type Body, mediaKey } from './storage.ts'
import { type Taken, takeIn, usualLimits } from './take-in.ts'

/** Takes a file in for a workspace. Throws a MediaError for what cannot be used and a StorageError where there is no room. */
export async function keep(
  ctx: Context,
  workspaceId: string,
  bytes: Uint8Array,
  called: Called = {},
): Promise<MediaRow> {
  const taken = await takeIn(bytes, usualLimits, called)
  if (taken.type.startsWith('video/')) return keepFilm(ctx, workspaceId, Readable.from([bytes], { objectMode: false }))
  return store(ctx, workspaceId, { ...taken, body: taken.bytes }, { name: shownName(called) })
}

/** Takes a film in for a workspace as it comes, piece by piece. Throws a MediaError for what is none, too large or damaged. */
export function keepFilm(ctx: Context, workspaceId: string, source: AsyncIterable<Uint8Array>): Promise<MediaRow> {
  return withFilm(source, ctx.probe, (taken) => {
    const { width, height } = taken.film
    const size = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
    return store(ctx, workspaceId, { ...taken, ...size, body: bodyOf(taken) })
  })
}

/** The kept films of these ids; a network takes them as they are. */
export async function filmsFor(ctx: Context & { workspaceId: string }, ids: string[]): Promise<FilmPart[]> {
  if (ids.length === 0) return []
  const known = await withWorkspace(ctx.db, ctx.workspaceId, (tx) => getMedia(tx, ids))
  return known
    .filter(({ type }) => type.startsWith('video/'))
    .map(({ id: mediaId, sha256, type, bytes, film, alt }) => {
      return { mediaId, sha256, type, bytes, film: film ?? {}, ...(alt !== '' && { alt }) }
    })
}

const longestName = 80

/** A name as it may be shown: on one line, without a path. */
function shownName({ name = '' }: Called): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed()
}

/** The key under which the bytes of a picture are kept. */
export function keyOf(workspaceId: string, mediaId: string, type: string): string {
  return mediaKey({ workspaceId, name: mediaId, ending: endingOf(type as MediaType) })
}

/** Keeps a picture that was made here; `drawnFrom` names all that it was made of, `alt` says what is on it. */
export function keepDrawn(
  ctx: Context,
  workspaceId: string,
  { bytes, type, width, height }: Pick<Taken, 'bytes'> & { type: string; width: number; height: number },
  more: { drawnFrom?: string; alt?: string },
): Promise<MediaRow> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return store(ctx, workspaceId, { body: bytes, type: type as MediaType, sha256, width, height }, more)
}

/** What is stored: what it is, and its bytes or a stream of them. */
type Storable = Omit<Taken, 'bytes'> & { body: Body; film?: Film }

async function store(
  ctx: Context,
  workspaceId: string,
  taken: Storable,
  beside: { name?: string; drawnFrom?: string; alt?: string } = {},
): Promise<MediaRow> {
  const { body } = taken
  const bytes = body instanceof Uint8Array ? body.length : body.bytes
  const known = await withWorkspace(ctx.db, workspaceId, (tx) => knownMedia(tx, taken.sha256))
  if (known !== undefined) {
    // A file that was lost is there again as soon as somebody sends it again.
    if ((await ctx.storage.size(known.key)) === undefined) await ctx.storage.put(known.key, body, known.type)
    return known
  }
  const more = { now: new Date(0), more: bytes }
  const full = await withWorkspace(ctx.db, workspaceId, (tx) => fullOf(tx, 'storage', more))
  if (full !== undefined)
    throw new MediaError(
      'noRoom',
      `The plan ${full.plan} has room for ${sizeInWords(full.limit)} of files, and that is full. Nothing of this was kept.`,
    )
  const id = randomUUID()
  const key = keyOf(workspaceId, id, taken.type)
  await ctx.storage.put(key, body, taken.type)
  const { sha256, type, width, height } = taken
  const row = {
    id,
    workspaceId,
    sha256,
    type,
    bytes,
    key,
    film: taken.film ?? null,
    width: width ?? null,
    height: height ?? null,
    ...beside,
  }
  const kept = await withWorkspace(ctx.db, workspaceId, (tx) => writeMedia(tx, row))
  // Somebody sent the same at the same time.
  if (kept.key !== key) await ctx.storage.remove(key)
  return kept
}
