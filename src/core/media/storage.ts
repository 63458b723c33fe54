// The port for kept files, and keeping them in a folder.
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What is put: bytes, or so many of them from a stream that is opened when it is their turn. */
export type Body = Uint8Array | { bytes: number; open(): Readable }

/** A piece of a file, both ends included. */
export type Range = { start: number; end: number }

/** A kept file as a list of them has it; `at` is when it was put. */
export type Listed = { key: string; bytes: number; at: Date }

/** Keeps files under keys made by `mediaKey`. A key that was put holds the same bytes until it is removed. */
export type Storage = {
  /** Keeps the bytes, whole or not at all. Putting the same again is harmless. */
  put(key: string, body: Body, type: string): Promise<void>
  /** The bytes, or undefined where the key holds none. */
  get(key: string): Promise<Uint8Array | undefined>
  /** The bytes as a stream, all or a piece, and how many the whole file has; undefined where the key holds none. */
  open(key: string, range?: Range): Promise<{ stream: Readable; bytes: number } | undefined>
  /** How many bytes the key holds; undefined where it holds none. */
  size(key: string): Promise<number | undefined>
  /** Removes what the key holds, if anything. */
  remove(key: string): Promise<void>
  /** Every kept file, in no order; what is still being put is not among them. */
  list(): AsyncIterable<Listed>
}

/** What is put, as a stream. */
export function streamOf(body: Body): Readable {
  return body instanceof Uint8Array ? Readable.from([body], { objectMode: false }) : body.open()
}

/** Why a file cannot be kept: no room, no permission, or a fault of the disk or the service. The operator's to mend. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly kind: 'full' | 'closed' | 'fault'

  constructor(kind: 'full' | 'closed' | 'fault', say: string, cause: unknown) {
    super(say, { cause })
    this.kind = kind
  }
}

/**
 * The key of a workspace's file: always under the prefix of the workspace. `ending` is that of the type, without a dot.
 */
export function mediaKey({ workspaceId, name, ending }: { workspaceId: string; name: string; ending: string }): string {
  return checkedKey(`${workspaceId}/${name}.${ending}`)
}

/** Keeps files in a folder, one for each key. Two processes may share it. */
export function createFolderStorage(folder: string): Storage {
  const told = (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined as never
    throw storageError(folder, error)
  }
  return {
    async put(key, body) {
      const file = join(folder, checkedKey(key))
      const part = join(dirname(file), `.${randomBytes(6).toString('hex')}.part`)
      try {
        await mkdir(dirname(file), { recursive: true })
        await pipeline(streamOf(body), createWriteStream(part, { flush: true }))
        await rename(part, file)
      } catch (error) {
        // The first fault is the one to tell; where it also prevents this, nothing was written.
        await rm(part, { force: true }).catch(() => undefined)
        throw storageError(folder, error)
      }
    },
    async get(key) {
      return readFile(join(folder, checkedKey(key))).catch(told)
    },
    async open(key, range) {
      const handle = await open(join(folder, checkedKey(key))).catch(told)
      if (handle === undefined) return undefined
      const { size: bytes } = await handle.stat()
      return { stream: handle.createReadStream(range), bytes }
    },
    async size(key) {
      return (await stat(join(folder, checkedKey(key))).catch(told))?.size
    },
    async remove(key) {
      await rm(join(folder, checkedKey(key)), { force: true }).catch((error: unknown) => {
        throw storageError(folder, error)
      })
    },
    async *list() {
      const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(told)) ?? []
      for (const entry of entries) {
        if (!entry.isFile() || entry.name.startsWith('.')) continue
        const file = join(entry.parentPath, entry.name)
        // It may have been removed while we looked.
        const found = await stat(file).catch(told)
        if (found) yield { key: relative(folder, file).split(sep).join('/'), bytes: found.size, at: found.mtime }
      }
    },
  }
}

/** What a fault of the file system means for whoever runs this. */
export function storageError(folder: string, cause: unknown): StorageError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StorageError('full', `There is no room left in ${folder}.`, cause)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new StorageError('closed', `Leopost may not write to ${folder}.`, cause)
  return new StorageError('fault', `${folder} cannot be used (${code ?? 'unknown fault'}).`, cause)
}

/**
 * Two or more plain names: no dot in front, so neither `..` nor a hidden file, and nothing a file system reads as a
 * path.
 */
export function checkedKey(key: string): string {
  if (key.length <= 200 && /^[a-z0-9][\w-]*(\/[a-z0-9][\w-]*(\.[\w-]+)*)+$/i.test(key)) return key
  throw new Error('A storage key is made by mediaKey and has the form workspace/name.ending.')
}
