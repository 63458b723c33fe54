// The media folder as a backup sees it: what lies there, and putting what was restored in its place.
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where the files of an installation lie in its data folder. */
export function mediaFolder(dataDir: string): string {
  return join(dataDir, 'media')
}

/** A kept file; `at` is when it was written, in milliseconds. */
export type MediaFile = { key: string; file: string; bytes: number; at: number }

/** Every kept file with its size, by its key. What is still being written is left out. */
export async function* mediaFiles(folder: string): AsyncGenerator<MediaFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const file = join(entry.parentPath, entry.name)
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
      // It was removed while we looked.
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (found) yield { key: relative(folder, file).split(sep).join('/'), file, bytes: found.size, at: found.mtimeMs }
  }
}

/** Files beside the media folder until `place` moves them in; `undo` takes back what `place` added. */
export type Staged = {
  take(key: string, body: Readable): Promise<void>
  place(): Promise<void>
  undo(): Promise<void>
  /** Removes what lay in the media folder before and was not staged. */
  removeOthers(): Promise<void>
  clear(): Promise<void>
}

/** Opens a place for files that are being restored, on the same disk as the media folder. */
export async function stageMedia(dataDir: string): Promise<Staged> {
  await mkdir(dataDir, { recursive: true })
  const folder = mediaFolder(dataDir)
  const stage = await mkdtemp(join(dataDir, 'media.restore-'))
  const keys = new Set<string>()
  const added: string[] = []
  const began = (await stat(stage)).mtimeMs
  return {
    async take(key, body) {
      if (!/^[a-z0-9][\w-]*(\/[a-z0-9][\w-]*(\.[\w-]+)*)+$/i.test(key))
        throw new Error(`The backup holds a file with the name ${key}, which is not one of ours. Nothing was changed.`)
      const file = join(stage, key)
      await mkdir(dirname(file), { recursive: true })
      await pipeline(body, createWriteStream(file, { flush: true }))
      keys.add(key)
    },
    async place() {
      for (const key of keys) {
        const file = join(folder, key)
        await mkdir(dirname(file), { recursive: true })
        const isNew = await stat(file).then(
          () => false,
          () => true,
        )
        // A key that is there already holds the same bytes.
        if (!isNew) continue
        await rename(join(stage, key), file)
        added.push(file)
      }
    },
    async undo() {
      for (const file of added) await rm(file, { force: true })
    },
    async removeOthers() {
      for await (const { key, file, at } of mediaFiles(folder))
        if (!keys.has(key) && at < began) await rm(file, { force: true })
    },
    clear: () => rm(stage, { recursive: true, force: true }),
  }
}
