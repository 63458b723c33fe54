// Films: streamed to the storage with a flat memory, and looked at on the way: how long, how large, in which codecs.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { filmInBoxes } from './boxes.ts'
import { MediaError, sizeInWords } from './error.ts'
import { kindOf, type MediaType } from './kind.ts'

/** A film as numbers. What could not be found out is not there. Codecs have the names of ffprobe: h264, aac. */
export type Film = {
  seconds?: number
  width?: number
  height?: number
  video?: string
  audio?: string
  framesPerSecond?: number
}

/** Looks into a film that lies in a file; undefined where it is none. */
export type Probe = (file: string) => Promise<Film | undefined>

/** A film that lies in a file until the work with it is done. */
export type TakenFilm = { file: string; bytes: number; sha256: string; type: MediaType; film: Film }

/** The largest film that is taken. */
export const largestFilm = 200_000_000

const headBytes = 4_096
const broken = 'This film is damaged or incomplete. Send it again as MP4, MOV or WebM.'

/**
 * Takes a film in from a stream, piece by piece, and does the work with it; what lies on the disk is removed after that.
 * Throws a MediaError for what is no film, too large or damaged.
 */
export async function withFilm<T>(
  source: AsyncIterable<Uint8Array>,
  probe: Probe | undefined,
  work: (film: TakenFilm) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'leopost-film-'))
  try {
    const file = join(folder, 'film')
    const sha256 = await spool(source, file)
    const { size: bytes } = await stat(file)
    const type = kindOf(await headOf(file))
    if (!type?.startsWith('video/')) throw new MediaError('notMedia', 'This is no film. MP4, MOV and WebM can be used.')
    const film = probe === undefined ? await filmInBoxes(file, type) : await probe(file)
    if (film === undefined) throw new MediaError('broken', broken)
    return await work({ file, bytes, sha256, type, film })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A kept film as a stream to be put. */
export function bodyOf({ file, bytes }: Pick<TakenFilm, 'file' | 'bytes'>) {
  return { bytes, open: () => createReadStream(file) }
}

async function spool(source: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(piece: Buffer, _, done) {
      size += piece.length
      hash.update(piece)
      if (size > largestFilm)
        done(new MediaError('tooLarge', `This film is too large: at most ${sizeInWords(largestFilm)} are taken.`))
      else done(null, piece)
    },
  })
  await pipeline(source, meter, createWriteStream(file))
  return hash.digest('hex')
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
