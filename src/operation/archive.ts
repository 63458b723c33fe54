// The file of a backup: a gzipped tar with a head, the tables in pieces, the media, and an end that says what must be there.
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { z } from 'zod'

const head = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  keyFingerprint: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
const end = z.object({
  rows: z.record(z.string(), z.number()),
  media: z.object({ files: z.number(), bytes: z.number() }),
})

/** What stands first in a backup. The fingerprint tells which key is needed; the key itself is not in it. */
export type Head = z.infer<typeof head>

/** What stands last in a backup: a file that was cut off does not have it. */
export type End = z.infer<typeof end>

/** The file is no backup, or not a whole one. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}

/** Adds entries of a known size to an archive, one after the other. */
export type Add = (name: string, body: Buffer | { bytes: number; open(): Readable }) => Promise<void>

const headName = 'leopost.json'
const endName = 'end.json'

/** Writes an archive beside `file` and puts it in its place once it is whole and on the disk; until then `file` is as it was. */
export async function writeArchive(
  file: string,
  given: { head: Head; signal: AbortSignal | undefined },
  fill: (add: Add) => Promise<End>,
): Promise<void> {
  if (await isFolder(file)) throw new ArchiveError(`${file} is a folder: name a file.`)
  await mkdir(dirname(file), { recursive: true })
  const part = `${file}.${randomBytes(6).toString('hex')}.part`
  const tar = pack()
  const signal = given.signal === undefined ? {} : { signal: given.signal }
  const written = pipeline(tar, createGzip({ level: 6 }), createWriteStream(part, { mode: 0o600, flush: true }), signal)
  // It is awaited below; until then its failure reaches us through the entry that cannot be added.
  written.catch(() => undefined)
  const add: Add = async (name, body) => {
    const size = Buffer.isBuffer(body) ? body.length : body.bytes
    const entry = tar.entry({ name, size, mode: 0o600 })
    if (Buffer.isBuffer(body)) await pipeline(Readable.from([body], { objectMode: false }), entry)
    else await pipeline(body.open(), entry)
  }
  try {
    await add(headName, json(given.head))
    await add(endName, json(await fill(add)))
    tar.finalize()
    await written
    await rename(part, file)
    await syncFolder(dirname(file))
  } catch (error) {
    tar.destroy()
    // Why the file could not be written says more than that an entry could not be added.
    const fault = await written.then(
      () => error,
      (cause: unknown) => cause ?? error,
    )
    await rm(part, { force: true })
    throw isPremature(fault) ? error : fault
  }
}

/** One piece of an archive between its head and its end. */
export type Entry = { name: string; body: Readable }

/** Reads an archive once, from front to back: each entry must be read before the next one comes. Throws an ArchiveError where it is not whole. */
export async function readArchive<T>(
  file: string,
  use: (given: { head: Head; entries: AsyncIterable<Entry>; end: () => End }) => Promise<T>,
): Promise<T> {
  const source = createReadStream(file)
  await new Promise((resolve, reject) => source.once('open', resolve).once('error', reject))
  const tar = extract()
  const reading = pipeline(source, createGunzip(), tar)
  // Its failure comes out of the loop over the entries too.
  reading.catch(() => undefined)
  const entries = tar[Symbol.asyncIterator]()
  let last: End | undefined
  try {
    const first = await entries.next()
    if (first.done || first.value.header.name !== headName)
      throw new ArchiveError(`${file} is not a backup of Leopost.`)
    const read = await parse(Readable.from(first.value), file)
    if (read.format !== 1)
      throw new ArchiveError(`${file} was made by a newer version of Leopost. Update Leopost, then restore.`)
    async function* rest(): AsyncGenerator<Entry> {
      for (;;) {
        const next = await entries.next()
        if (next.done) return
        const body = Readable.from(next.value)
        if (next.value.header.name === endName) last = end.parse(await parse(body, file))
        else yield { name: next.value.header.name, body }
      }
    }
    return await use({
      head: head.parse(read),
      entries: rest(),
      end: () => {
        if (last === undefined) throw new ArchiveError(`${file} is cut off: its end is missing.`)
        return last
      },
    })
  } catch (error) {
    if (error instanceof z.ZodError) throw new ArchiveError(`${file} is not a backup of Leopost.`, { cause: error })
    if (isDamage(error)) throw new ArchiveError(`${file} is damaged or cut off.`, { cause: error })
    throw error
  } finally {
    source.destroy()
    tar.destroy()
  }
}

async function parse(body: Readable, file: string): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  } catch (cause) {
    throw new ArchiveError(`${file} is not a backup of Leopost.`, { cause })
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_') || /Invalid tar header|Unexpected end of data|Size mismatch/.test(error.message)
}

function isPremature(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
