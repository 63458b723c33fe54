// Everything an installation holds, into one file: data and media, not the key.
import { stat } from 'node:fs/promises'
import type { Storage } from '../core/media/storage.ts'
import { readSnapshot } from '../db/backup.ts'
import { type Add, type End, writeArchive } from './archive.ts'
import { mediaIn } from './media-files.ts'

/** What is backed up, and when this is. */
export type BackupWish = {
  databaseUrl: string
  ownerUrl: string
  dataDir: string
  file: string
  now: Date
  /** Where the media are; in the data folder unless given. */
  storage?: Storage
  signal?: AbortSignal
}

/** What a backup holds. */
export type BackupSum = { rows: number; files: number; bytes: number }

/** Writes a backup while Leopost runs or not. `file` is replaced only by a whole one. */
export async function writeBackup(wish: BackupWish): Promise<BackupSum> {
  let sum: End | undefined
  await readSnapshot(wish, async (snapshot) => {
    const { tables, migrations, keyFingerprint, serverVersion } = snapshot
    const madeAt = wish.now.toISOString()
    const head = { format: 1 as const, madeAt, postgres: serverVersion, keyFingerprint, migrations, tables }
    await writeArchive(wish.file, { head, signal: wish.signal }, async (add) => {
      const rows: Record<string, number> = {}
      for (const table of tables) {
        rows[table.name] = 0
        let piece = 0
        for await (const text of snapshot.read(table)) {
          wish.signal?.throwIfAborted()
          // In COPY's text a line break inside a value is written as two letters, so every one here ends a row.
          rows[table.name] = (rows[table.name] ?? 0) + text.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0)
          await add(`tables/${table.name}/${String(++piece).padStart(6, '0')}`, text)
        }
      }
      sum = { rows, media: await addMedia(wish, add) }
      return sum
    })
  })
  const { size } = await stat(wish.file)
  const rows = Object.values(sum?.rows ?? {}).reduce((all, one) => all + one, 0)
  return { rows, files: sum?.media.files ?? 0, bytes: size }
}

/** After the tables: every file that a row of the snapshot speaks of is there by now. */
async function addMedia(wish: BackupWish, add: Add): Promise<End['media']> {
  const media = { files: 0, bytes: 0 }
  const storage = wish.storage ?? mediaIn(wish.dataDir)
  for await (const { key } of storage.list()) {
    wish.signal?.throwIfAborted()
    const opened = await storage.open(key)
    // It was removed while we looked.
    if (opened === undefined) continue
    const { bytes, stream } = opened
    await add(`media/${key}`, { bytes, open: () => stream })
    media.files += 1
    media.bytes += bytes
  }
  return media
}
