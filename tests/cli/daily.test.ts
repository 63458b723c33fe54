// The daily backup: when it is written, which ones are kept, and by whom.
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tryAlone } from '../../src/db/embedded/lock.ts'
import { createLog } from '../../src/log.ts'
import { backupFolder, createDailyBackup, listBackups } from '../../src/operation/daily.ts'
import { restoreBackup } from '../../src/operation/restore.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let empty: TestDatabase
let dataDir: string
let now: Date
beforeEach(async () => {
  ;[database, empty] = await Promise.all([createDatabase('daily'), createDatabase('empty')])
  dataDir = await mkdtemp(join(tmpdir(), 'leopost-daily-'))
  now = at(24, 14)
})
afterEach(async () => {
  await Promise.all([database.drop(), empty.drop()])
  await rm(dataDir, { recursive: true, force: true })
})

it('is written when there is none, and can be restored', async () => {
  const file = await daily().look()
  expect(file).toMatch(/leopost-2026-11-24T[\d-]+Z\.tar\.gz$/)
  const wish = { ownerUrl: empty.ownerUrl, dataDir, file: file ?? '', replace: false, hold: false, now }
  expect(await restoreBackup(wish)).toMatchObject({ rows: 0, files: 0 })
})

it('is written again after a day, or at three in the morning after half a day', async () => {
  await made(at(24, 10))
  now = at(25, 9)
  expect(await daily().look()).toBeUndefined()
  now = at(25, 10)
  expect(await daily().look()).toBeDefined()
  await rm(backupFolder(dataDir), { recursive: true })
  await made(at(24, 15))
  now = at(25, 2)
  expect(await daily().look()).toBeUndefined()
  now = at(25, 3)
  expect(await daily().look()).toBeDefined()
  await rm(backupFolder(dataDir), { recursive: true })
  await made(at(24, 20))
  now = at(25, 3)
  expect(await daily().look()).toBeUndefined()
})

it('keeps the last seven and leaves other files alone', async () => {
  for (let day = 10; day < 20; day++) await made(at(day, 3))
  await writeFile(join(backupFolder(dataDir), 'mine.tar.gz'), 'mine')
  const written = await daily().look()
  const files = (await listBackups(dataDir)).map(({ file }) => file)
  expect(files).toHaveLength(7)
  expect(files[0]).toBe(written)
  expect(files.at(-1)).toContain('2026-11-14')
  expect(await readdir(backupFolder(dataDir))).toContain('mine.tar.gz')
})

it('is written by one process only', async () => {
  await mkdir(backupFolder(dataDir))
  const other = tryAlone(join(backupFolder(dataDir), '.lock'))
  expect(await daily().look()).toBeUndefined()
  other?.release()
  expect(await daily().look()).toBeDefined()
})

it('leaves nothing behind when it is stopped while it writes', async () => {
  const backup = daily()
  backup.start()
  await backup.stop()
  expect((await readdir(dataDir, { recursive: true })).filter((name) => name.includes('.part'))).toEqual([])
})

function daily() {
  const { appUrl: databaseUrl, ownerUrl } = database
  return createDailyBackup({ databaseUrl, ownerUrl, dataDir, log: createLog('silent'), now: () => now })
}

/** A backup as it would lie there since then. */
async function made(when: Date): Promise<void> {
  await mkdir(backupFolder(dataDir), { recursive: true })
  const file = join(backupFolder(dataDir), `leopost-${when.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`)
  await writeFile(file, '')
  await utimes(file, when, when)
}

/** A moment of November 2026 by the clock of this machine. */
function at(day: number, hour: number): Date {
  return new Date(2026, 10, day, hour)
}
