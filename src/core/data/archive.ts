// The form of an archive: a gzipped tar, cut into pieces of one size as it grows, so that no more than one is in memory.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { mediaKey } from '../media/storage.ts'

/** One file in an archive. */
export type Entry = { name: string; body: Uint8Array }

const pieceBytes = 8_000_000

/** The beginning of the keys of an archive's pieces; each try has one of its own, so that two never mix. */
export function archiveKey(workspaceId: string, exportId: string, attempt: number): string {
  return `${workspaceId}/export-${exportId}-${attempt}`
}

/** The key under which a piece is kept. `db/erasures` makes the same ones. */
export function pieceKey(key: string, piece: number): string {
  const [workspaceId = '', name = ''] = key.split('/')
  return mediaKey({ workspaceId, name: `${name}-${String(piece).padStart(5, '0')}`, ending: 'part' })
}

/** Packs the entries and hands out the pieces in order, each once the one before is kept. Answers how large all of them are. */
export async function packed(
  entries: AsyncIterable<Entry>,
  keep: (piece: number, bytes: Uint8Array) => Promise<void>,
): Promise<{ pieces: number; bytes: number }> {
  const made = { pieces: 0, bytes: 0 }
  const tar = pack()
  const cutting = pipeline(tar, createGzip({ level: 6 }), async (zipped: AsyncIterable<Buffer>) => {
    for await (const bytes of cut(zipped)) {
      await keep(made.pieces, bytes)
      made.pieces += 1
      made.bytes += bytes.length
    }
  })
  // It is awaited below; until then its failure reaches us through the entry that cannot be added.
  cutting.catch(() => undefined)
  try {
    for await (const { name, body } of entries) {
      const entry = tar.entry({ name, size: body.length, mode: 0o600 })
      await pipeline(Readable.from([body], { objectMode: false }), entry)
    }
    tar.finalize()
    await cutting
  } catch (error) {
    tar.destroy()
    // Why a piece could not be kept says more than that an entry could not be added.
    const fault: unknown = await cutting.then(
      () => error,
      (cause: unknown) => cause ?? error,
    )
    throw isPremature(fault) ? error : fault
  }
  return made
}

async function* cut(zipped: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let parts: Buffer[] = []
  let size = 0
  for await (const part of zipped) {
    parts.push(part)
    size += part.length
    if (size < pieceBytes) continue
    yield Buffer.concat(parts)
    parts = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(parts)
}

function isPremature(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

/** Rows as CSV (RFC 4180): a head with the columns, then every row. No text in it is a formula to a spreadsheet. */
export function csvOf(rows: Record<string, unknown>[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns.map(quoted), ...rows.map((row) => columns.map((column) => cell(row[column])))]
  return lines.map((line) => `${line.join(',')}\r\n`).join('')
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return quoted('')
  if (typeof value === 'string') return quoted(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)
  return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
