// A film on its way to a network: brought in pieces and then worked on there, one step at a time, so that it goes on where it was.
import { setTimeout as pause } from 'node:timers/promises'
import { PlatformError } from '../../core/errors.ts'
import type { Content, FilmPart, Json, Step, StepAnswer } from '../../core/platform.ts'
import { FileForm } from '../request.ts'

/** How long a film is waited for before the moment of its post; what is left then is done by the ratchet. */
const patienceMs = 60_000
const streamBytes = 1_000_000

/** One step of the way, which shows nothing to the public; after how long the next one makes sense. */
export type Onward<W extends { isReady: boolean }> = (way: W) => Promise<{ way: W; afterMs: number }>

/** The film of a post, or undefined. */
export function filmIn({ films }: Pick<Content, 'films'>): FilmPart | undefined {
  return films?.[0]
}

/** Goes as far as there is time for before the moment of the post. Only a first step that fails is thrown for trouble. */
export async function goAhead<W extends { isReady: boolean }>(
  first: W,
  onward: Onward<W>,
  signal: AbortSignal,
): Promise<W> {
  const until = performance.now() + patienceMs
  let { way, afterMs } = await onward(first)
  while (!way.isReady && performance.now() + afterMs < until && !signal.aborted) {
    try {
      if (afterMs > 0) await pause(afterMs, undefined, { signal })
      ;({ way, afterMs } = await onward(way))
    } catch (error) {
      // What was brought so far stays there: the ratchet goes on from here.
      if (signal.aborted || (error instanceof PlatformError && error.kind === 'unavailable')) break
      throw error
    }
  }
  return way
}

/** One step of the ratchet: undefined where the film is ready or there is none, else the answer, with the way saved. */
export async function goOn<W extends { isReady: boolean }>(
  way: W | null,
  onward: Onward<W>,
  { now, saved }: { now: () => Date; saved: (way: W) => Json },
): Promise<StepAnswer | undefined> {
  if (way === null || way.isReady) return undefined
  const next = await onward(way)
  return { kind: 'wait', progress: saved(next.way), until: new Date(now().getTime() + next.afterMs) }
}

/** The piece of a film that begins at this place. */
export async function pieceAt(
  { piece }: Pick<Step, 'piece'>,
  film: FilmPart,
  { start, bytes }: { start: number; bytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const end = Math.min(start + bytes, film.bytes) - 1
  return new Uint8Array(await piece(film.mediaId, { start, end }))
}

/** A film piece by piece, read from the storage as it leaves. */
export async function* filmPieces(step: Pick<Step, 'piece'>, film: FilmPart): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < film.bytes; start += streamBytes)
    yield await pieceAt(step, film, { start, bytes: streamBytes })
}

/** A film as the one file of a form, read from the storage as it leaves. */
export function filmForm(
  step: Pick<Step, 'piece'>,
  film: FilmPart,
  { name, fields = {} }: { name: string; fields?: Record<string, string> },
): FileForm {
  const fileName = `film.${film.type === 'video/quicktime' ? 'mov' : film.type.slice('video/'.length)}`
  return new FileForm(fields, {
    name,
    fileName,
    type: film.type,
    length: film.bytes,
    pieces: () => filmPieces(step, film),
  })
}

/** Whether two contents show the same files. */
export function showsSame(one: Content, other: Content): boolean {
  const files = ({ pictures, films = [], document }: Content) =>
    JSON.stringify([
      pictures.map(({ sha256, alt }) => [sha256, alt]),
      films.map(({ sha256 }) => sha256),
      document?.sha256,
    ])
  return files(one) === files(other)
}
