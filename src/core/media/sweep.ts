// Kept files and the rows that name them, brought together again once a day: what a crash left behind goes.
import { withSystem } from '../../db/client.ts'
import { forgetUnnamed, mediaAfter, orphanKeys } from '../../db/media.ts'
import { forgetReadings } from '../../db/readings.ts'
import type { Context } from '../context.ts'
import type { Listed } from './storage.ts'

/** Younger files may still be waiting for their row. */
const youngMs = 24 * 3_600_000
/** What was read is forgotten after so long; a document that is sent again is read again. */
const readingsMs = 30 * 24 * 3_600_000
const firstMs = 3_600_000
const batch = 500

/** What a sweep did: files removed, rows forgotten, and rows of posts and messages whose file is gone for good. */
export type Swept = { files: number; rows: number; lost: number }

type World = Pick<Context, 'db' | 'clock' | 'log' | 'storage'>

/** Sweeps an hour after the start and then once a day, when it is called often enough. */
export function createSweeping(ctx: World): (signal: AbortSignal) => Promise<void> {
  let dueAt = ctx.clock.now().getTime() + firstMs
  return async (signal) => {
    if (ctx.clock.now().getTime() < dueAt) return
    dueAt = ctx.clock.now().getTime() + youngMs
    const swept = await sweepFiles(ctx, signal)
    if (swept.lost > 0) ctx.log.warn(swept, 'files of posts or messages are gone from the storage')
    else if (swept.files + swept.rows > 0) ctx.log.info(swept, 'files that nothing named are removed')
  }
}

/** Removes files older than a day that no row names, and rows that nothing speaks of and whose file is gone. */
export async function sweepFiles(ctx: World, signal: AbortSignal): Promise<Swept> {
  const now = ctx.clock.now().getTime()
  const before = new Date(now - youngMs)
  const swept: Swept = { files: 0, rows: 0, lost: 0 }
  let old: Listed[] = []
  for await (const file of ctx.storage.list()) {
    if (signal.aborted) return swept
    if (file.at < before) old.push(file)
    if (old.length < batch) continue
    swept.files += await removeUnnamed(ctx, old)
    old = []
  }
  swept.files += await removeUnnamed(ctx, old)
  for (let id = '00000000-0000-0000-0000-000000000000'; !signal.aborted; ) {
    const rows = await withSystem(ctx.db, (tx) => mediaAfter(tx, { id, before, limit: batch }))
    for (const row of rows) {
      if ((await ctx.storage.size(row.key)) !== undefined) continue
      if (await withSystem(ctx.db, (tx) => forgetUnnamed(tx, row))) swept.rows++
      else swept.lost++
    }
    const last = rows.at(-1)
    if (last === undefined) break
    id = last.id
  }
  await withSystem(ctx.db, (tx) => forgetReadings(tx, new Date(now - readingsMs)))
  return swept
}

async function removeUnnamed(ctx: World, files: Listed[]): Promise<number> {
  if (files.length === 0) return 0
  const keys = files.map(({ key }) => key)
  const orphans = await withSystem(ctx.db, (tx) => orphanKeys(tx, keys))
  for (const key of orphans) await ctx.storage.remove(key)
  return orphans.length
}
