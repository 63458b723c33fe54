// The port for kept files, and keeping them in a folder.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Keeps files under keys made by `mediaKey`. A key that was put holds the same bytes until it is removed. */
export type Storage = {
  /** Keeps the bytes, whole or not at all. Putting the same again is harmless. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>
  /** The bytes, or undefined where the key holds none. */
  get(key: string): Promise<Uint8Array | undefined>
  /** Removes what the key holds, if anything. */
  remove(key: string): Promise<void>
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
  return {
    async put(key, bytes) {
      const file = join(folder, checkedKey(key))
      const part = join(dirname(file), `.${randomBytes(6).toString('hex')}.part`)
      try {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(part, bytes, { flush: true })
        await rename(part, file)
      } catch (error) {
        // The first fault is the one to tell; where it also prevents this, nothing was written.
        await rm(part, { force: true }).catch(() => undefined)
        throw storageError(folder, error)
      }
    },
    async get(key) {
      return readFile(join(folder, checkedKey(key))).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw storageError(folder, error)
      })
    },
    async remove(key) {
      await rm(join(folder, checkedKey(key)), { force: true }).catch((error: unknown) => {
        throw storageError(folder, error)
      })
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
function checkedKey(key: string): string {
  if (key.length <= 200 && /^[a-z0-9][\w-]*(\/[a-z0-9][\w-]*(\.[\w-]+)*)+$/i.test(key)) return key
  throw new Error('A storage key is made by mediaKey and has the form workspace/name.ending.')
}
