// A backup and its way back: between databases, between versions, out of damaged files.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from '../../src/core/secrets.ts'
import { readSnapshot } from '../../src/db/backup.ts'
import { connect, withSystem, withWorkspace } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { media } from '../../src/db/schema/media.ts'
import { people } from '../../src/db/schema/people.ts'
import { writeInstallation } from '../../src/db/tenants.ts'
import { type End, readArchive, writeArchive } from '../../src/operation/archive.ts'
import { type BackupWish, writeBackup } from '../../src/operation/backup.ts'
import { restoreBackup } from '../../src/operation/restore.ts'
import { contentsOf, filesOf } from '../support/contents.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { type Desk, openDesk, tuesdayMorning } from '../support/desk.ts'
import { asOfFirstMigration, ofFirstMigration } from '../support/first-migration.ts'
import { missingMajor, startOtherMajor } from '../support/other-major.ts'

const key = 'a key of the installation, long enough'
const nasty = 'tab\t, line\nbreak, back\\slash, \\N, \\., quote " and è 🙂'
let desk: Desk
let empty: TestDatabase
let folder: string
let file: string
beforeEach(async () => {
  ;[desk, empty] = await Promise.all([openDesk(), createDatabase('restored')])
  folder = await mkdtemp(join(tmpdir(), 'leopost-backup-'))
  file = join(folder, 'desk.tar.gz')
  const { personId: ownerPersonId, workspaceId: ownerWorkspaceId } = desk.seat
  await withSystem(desk.db, (tx) =>
    writeInstallation(tx, { keyFingerprint: fingerprint(key), ownerPersonId, ownerWorkspaceId }),
  )
})
afterEach(async () => {
  await Promise.all([desk.close(), empty.drop()])
  await rm(folder, { recursive: true, force: true })
})

describe('a backup that is restored into an empty database', () => {
  it('brings back every row and every file as it was', async () => {
    await live()
    const sum = await backup()
    const restored = await restore()
    const rows = await contentsOf(desk.database.appUrl)
    expect(await contentsOf(empty.appUrl)).toEqual(rows)
    expect(await filesOf(folder)).toEqual(await filesOf(desk.dataDir))
    expect(rows.publications?.join()).toContain('published')
    expect(rows.people?.join()).toContain(JSON.stringify(nasty).slice(1, -1))
    const count = Object.values(rows).reduce((all, one) => all + one.length, 0)
    expect(sum).toMatchObject({ rows: count, files: 1 })
    expect(restored).toMatchObject({ rows: count, files: 1, keyFingerprint: fingerprint(key) })
  })

  it('leaves walls, guard and numbering in force', async () => {
    await live()
    await backup()
    await restore()
    const owner = postgres(empty.ownerUrl, { max: 1 })
    expect(await owner`select id from publications`).toEqual([])
    const [walls] = await owner`select bool_and(relforcerowsecurity) as forced from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity`
    expect(walls).toEqual({ forced: true })
    await owner.end()
    const { db, end } = connect({ url: empty.appUrl, max: 1 })
    const forge = withSystem(db, (tx) => tx.execute(`update publications set status = 'draft'`))
    await expect(forge).rejects.toMatchObject({ cause: { code: 'LP001' } })
    const [next] = await withSystem(db, (tx) =>
      tx.execute(`insert into messages (conversation_id, external_id, said, sent_at, answer_at)
        select id, 'next', '{}', now(), now() from conversations limit 1
        returning id > (select max(id) from messages) as "isNext"`),
    )
    expect(next).toEqual({ isNext: true })
    await end()
  })

  it('holds the database as it was at one moment, whatever is written meanwhile', async () => {
    const { appUrl: databaseUrl, ownerUrl } = desk.database
    await readSnapshot({ databaseUrl, ownerUrl }, async ({ tables, read }) => {
      await withSystem(desk.db, (tx) => tx.insert(people).values({ name: 'Latecomer' }))
      for (const table of tables)
        for await (const piece of read(table)) expect(piece.toString(), table.name).not.toContain('Latecomer')
    })
    expect((await contentsOf(databaseUrl)).people?.join()).toContain('Latecomer')
  })

  it('can be restored from an older shape: what was migrated since is done to it', async () => {
    await live()
    await backup()
    const older = join(folder, 'older.tar.gz')
    await asOfFirstMigration(file, older)
    await restore({ file: older })
    const [restored, original] = await Promise.all([contentsOf(empty.appUrl), contentsOf(desk.database.appUrl)])
    expect(Object.keys(restored)).toEqual(Object.keys(original))
    expect(await ofFirstMigration(restored)).toEqual(await ofFirstMigration(original))
    const { db, end } = connect({ url: empty.appUrl, max: 1 })
    const forge = withSystem(db, (tx) => tx.execute(`update publications set status = 'draft'`))
    await expect(forge).rejects.toMatchObject({ cause: { code: 'LP001' } })
    await end()
  })
})

describe('a restore over data', () => {
  it('is refused, changing nothing, until it is asked to replace', async () => {
    await backup()
    await live()
    const before = await contentsOf(desk.database.appUrl)
    const over = { ownerUrl: desk.database.ownerUrl, dataDir: desk.dataDir }
    await expect(restore(over)).rejects.toThrow('already has data. Add --replace')
    expect(await contentsOf(desk.database.appUrl)).toEqual(before)
    await restore({ ...over, replace: true })
    expect((await contentsOf(desk.database.appUrl)).posts).toEqual([])
    expect(await filesOf(desk.dataDir)).toEqual({})
  })

  it('never sends what was due since the backup by itself: it asks', async () => {
    await desk.person.says('The first coffee is on us. Come and see.')
    await desk.person.says('today at eleven')
    await desk.person.presses('Approve')
    await backup()
    await desk.moveTo('2026-11-24T10:00:00.000Z')
    expect((await desk.publications()).map((one) => one.status)).toEqual(['published'])
    desk.clock.pass(60_000)
    const over = { ownerUrl: desk.database.ownerUrl, dataDir: desk.dataDir, replace: true }
    expect(await restore({ ...over, now: desk.clock.now() })).toMatchObject({ asked: 1, planned: 0 })
    await desk.pass(5_000)
    expect((await desk.publications()).map((one) => one.status)).not.toContain('published')
    expect((await desk.person.hears()).map((reply) => reply.text).join()).toContain('11:00')
  })

  it('can hold everything', async () => {
    await desk.person.says('The first coffee is on us. Come and see.')
    await desk.person.says('tomorrow at nine')
    await desk.person.presses('Approve')
    await backup()
    const over = { ownerUrl: desk.database.ownerUrl, dataDir: desk.dataDir, replace: true, hold: true }
    expect(await restore({ ...over, now: desk.clock.now() })).toMatchObject({ asked: 0, planned: 1 })
    await desk.moveTo('2026-11-25T08:10:00.000Z')
    expect((await desk.publications()).map((one) => one.status)).not.toContain('published')
    await desk.person.says('resume')
    await desk.pass(5_000)
    expect((await desk.publications()).map((one) => one.status)).toEqual(['published'])
  })
})

describe('a file that is not a whole backup', () => {
  it('changes nothing, wherever it was cut off', async () => {
    await live()
    await backup()
    const before = { rows: await contentsOf(desk.database.appUrl), files: await filesOf(desk.dataDir) }
    const { size } = await stat(file)
    for (const part of [0, 0.01, 0.3, 0.6, 0.9, 0.999]) {
      const cut = join(folder, 'cut.tar.gz')
      await writeFile(cut, await readFile(file))
      await truncate(cut, Math.floor(size * part))
      const over = { ownerUrl: desk.database.ownerUrl, dataDir: desk.dataDir, file: cut, replace: true }
      await expect(restore(over), String(part)).rejects.toThrow(/is damaged or cut off|is not a backup/)
    }
    expect({ rows: await contentsOf(desk.database.appUrl), files: await filesOf(desk.dataDir) }).toEqual(before)
    expect(await readdir(desk.dataDir)).toEqual(['media'])
  })

  it('changes nothing when rows, files or the end do not match', async () => {
    await live()
    await backup()
    const before = await contentsOf(desk.database.appUrl)
    const forged = join(folder, 'forged.tar.gz')
    const over = { ownerUrl: desk.database.ownerUrl, dataDir: desk.dataDir, file: forged, replace: true }
    await rewrite(file, forged, undefined, (end) => ({ ...end, rows: { ...end.rows, posts: 7 } }))
    await expect(restore(over)).rejects.toThrow('posts has 1 rows and not 7')
    await rewrite(file, forged, undefined, (end) => ({ ...end, media: { files: 2, bytes: 9 } }))
    await expect(restore(over)).rejects.toThrow('it has 1 files and not 2')
    await rewrite(file, forged, undefined, undefined, (name) => !name.startsWith('tables/workspaces/'))
    await expect(restore(over)).rejects.toThrow('The database refused the rows of')
    expect(await contentsOf(desk.database.appUrl)).toEqual(before)
    expect(Object.keys(await filesOf(desk.dataDir))).toHaveLength(1)
  })

  it('is refused with a reason: something else, a newer version, no file', async () => {
    await writeFile(file, 'not a backup')
    await expect(restore()).rejects.toThrow('is damaged or cut off')
    await backup()
    const newer = join(folder, 'newer.tar.gz')
    await rewrite(file, newer, (head) => ({ ...head, migrations: [...head.migrations, 'unheard of'] }))
    await expect(restore({ file: newer })).rejects.toThrow('made by a newer version of Leopost')
    await expect(restore({ file: join(folder, 'nothing') })).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('does not stay behind when writing one is cut off, and the old one stays', async () => {
    await writeFile(file, 'the one from yesterday')
    await live()
    const stopping = new AbortController()
    stopping.abort()
    await expect(backup({ signal: stopping.signal })).rejects.toThrow('abort')
    expect(await readdir(folder)).toEqual(['desk.tar.gz'])
    expect(await readFile(file, 'utf8')).toBe('the one from yesterday')
  })
})

describe(`another major version of PostgreSQL${missingMajor && ` (skipped: ${missingMajor})`}`, () => {
  it.skipIf(missingMajor !== '')('takes a backup and gives it back, under other roles', async () => {
    await live()
    await backup()
    const other = await startOtherMajor()
    try {
      await migrate({ ownerUrl: other.ownerUrl, appUrl: other.appUrl })
      const there = await mkdtemp(join(folder, 'there-'))
      await restore({ ownerUrl: other.ownerUrl, dataDir: there })
      const rows = await contentsOf(desk.database.appUrl)
      expect(await contentsOf(other.appUrl)).toEqual(rows)
      await backup({ databaseUrl: other.appUrl, ownerUrl: other.ownerUrl, dataDir: there })
      await restore()
      expect(await contentsOf(empty.appUrl)).toEqual(rows)
      expect(await filesOf(folder)).toEqual(await filesOf(desk.dataDir))
    } finally {
      await other.stop()
    }
  })
})

/** A published post, a person with a difficult name, and a picture. */
async function live(): Promise<void> {
  await desk.person.says('The first coffee is on us. Come and see.')
  await desk.person.presses('Approve')
  await desk.pass(10_000)
  await withSystem(desk.db, (tx) => tx.insert(people).values({ name: nasty }))
  const { workspaceId } = desk.seat
  const name = `${workspaceId}/picture.png`
  await mkdir(join(desk.dataDir, 'media', workspaceId), { recursive: true })
  await writeFile(join(desk.dataDir, 'media', name), 'bytes of a picture')
  await withWorkspace(desk.db, workspaceId, (tx) =>
    tx.insert(media).values({ workspaceId, sha256: 'x', type: 'image/png', bytes: 18, key: name }),
  )
}

function backup(more: Partial<BackupWish> = {}) {
  const { appUrl: databaseUrl, ownerUrl } = desk.database
  return writeBackup({ databaseUrl, ownerUrl, dataDir: desk.dataDir, file, now: new Date(tuesdayMorning), ...more })
}

function restore(more: Partial<Parameters<typeof restoreBackup>[0]> = {}) {
  const wish = { ownerUrl: empty.ownerUrl, dataDir: folder, file, replace: false, hold: false }
  return restoreBackup({ ...wish, now: new Date(tuesdayMorning), ...more })
}

type Head = Parameters<typeof writeArchive>[1]['head']

/** Writes a backup again with another head or end, or without some of its entries. */
async function rewrite(
  from: string,
  to: string,
  ofHead = (head: Head) => head,
  ofEnd = (end: End) => end,
  keep = (_name: string) => true,
): Promise<void> {
  await readArchive(from, ({ head, entries, end }) =>
    writeArchive(to, { head: ofHead(head), signal: undefined }, async (add) => {
      for await (const { name, body } of entries) {
        const bytes = Buffer.concat(await body.toArray())
        if (keep(name)) await add(name, bytes)
      }
      return ofEnd(end())
    }),
  )
}
