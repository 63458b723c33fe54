// A backup back into an installation: whole, or nothing was changed.
import type { Storage } from '../core/media/storage.ts'
import { type Loaded, loadBackup } from '../db/backup-load.ts'
import { ArchiveError, type Entry, readArchive } from './archive.ts'
import { mediaIn, type Staged, stageMedia } from './media-files.ts'

/** What is restored and where. `replace` throws away what is there, `hold` pauses all publishing of every workspace. */
export type RestoreWish = {
  ownerUrl: string
  dataDir: string
  file: string
  replace: boolean
  hold: boolean
  now: Date
  /** Where the media go; into the data folder unless given. */
  storage?: Storage
}

/** What came back. The fingerprint is that of the key which the credentials were sealed with. */
export type Restored = Loaded & { files: number; madeAt: Date; keyFingerprint: string }

/** Restores a backup into a migrated database of any version from PostgreSQL 15 on. */
export async function restoreBackup(wish: RestoreWish): Promise<Restored> {
  return readArchive(wish.file, async ({ head, entries, end }) => {
    const staged = await stageMedia(wish.dataDir, wish.storage ?? mediaIn(wish.dataDir))
    try {
      let files = 0
      const loaded = await loadBackup({
        ownerUrl: wish.ownerUrl,
        shape: head,
        replace: wish.replace,
        hold: wish.hold,
        now: wish.now,
        fill: async (write) => {
          for await (const entry of entries) files += await takeIn(entry, write, staged)
          const { rows, media } = end()
          if (files !== media.files)
            throw new ArchiveError(`${wish.file} is damaged: it has ${files} files and not ${media.files}.`)
          await staged.place()
          return rows
        },
      }).catch(async (error: unknown) => {
        await staged.undo()
        throw error
      })
      if (wish.replace) await staged.removeOthers()
      return { ...loaded, files, madeAt: new Date(head.madeAt), keyFingerprint: head.keyFingerprint }
    } finally {
      await staged.clear()
    }
  })
}

async function takeIn(
  { name, body }: Entry,
  write: (table: string, piece: Uint8Array) => Promise<void>,
  staged: Staged,
): Promise<number> {
  const [, folder, rest = ''] = /^(tables|media)\/(.+)$/.exec(name) ?? []
  if (folder === 'media') {
    await staged.take(rest, body)
    return 1
  }
  if (folder !== 'tables') throw new ArchiveError(`The backup holds ${name}, which this version does not know.`)
  const table = rest.split('/')[0] ?? ''
  for await (const piece of body) await write(table, piece)
  return 0
}
