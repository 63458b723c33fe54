// The kept files as a backup sees them: a folder or a bucket, and putting what was restored in its place.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkedKey, createFolderStorage, type Storage } from '../core/media/storage.ts'

/** The storage in the data folder, where no other is configured. */
export function mediaIn(dataDir: string): Storage {
  return createFolderStorage(join(dataDir, 'media'))
}

/** Files beside the kept ones until `place` puts them in; `undo` takes back what `place` added. */
export type Staged = {
  take(key: string, body: Readable): Promise<void>
  place(): Promise<void>
  undo(): Promise<void>
  /** Removes what was kept before and was not staged. */
  removeOthers(): Promise<void>
  clear(): Promise<void>
}

/** Opens a place in the data folder for files that are being restored. */
export async function stageMedia(dataDir: string, storage: Storage): Promise<Staged> {
  await mkdir(dataDir, { recursive: true })
  const stage = await mkdtemp(join(dataDir, 'media.restore-'))
  const keys = new Set<string>()
  const added: string[] = []
  const began = (await stat(stage)).mtime
  return {
    async take(key, body) {
      if (!isKey(key))
        throw new Error(`The backup holds a file with the name ${key}, which is not one of ours. Nothing was changed.`)
      const file = join(stage, key)
      await mkdir(dirname(file), { recursive: true })
      await pipeline(body, createWriteStream(file, { flush: true }))
      keys.add(key)
    },
    async place() {
      for (const key of keys) {
        const file = join(stage, key)
        // A key that is there already holds the same bytes.
        if ((await storage.size(key)) !== undefined) continue
        added.push(key)
        const { size: bytes } = await stat(file)
        await storage.put(key, { bytes, open: () => createReadStream(file) }, 'application/octet-stream')
        await rm(file)
      }
    },
    async undo() {
      for (const key of added) await storage.remove(key)
    },
    async removeOthers() {
      for await (const { key, at } of storage.list()) if (!keys.has(key) && at < began) await storage.remove(key)
    },
    clear: () => rm(stage, { recursive: true, force: true }),
  }
}

function isKey(key: string): boolean {
  try {
    return checkedKey(key) === key
  } catch {
    return false
  }
}
