// A desk whose files are in a bucket: kept once, shown by link, counted, swept, backed up; and one plan that is full.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStorage } from '../../src/channels/storage/index.ts'
import { readConfig } from '../../src/config.ts'
import { keep } from '../../src/core/media/keep.ts'
import { signLink } from '../../src/core/media/links.ts'
import { mediaKey, type Storage } from '../../src/core/media/storage.ts'
import { sweepFiles } from '../../src/core/media/sweep.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { setPlan } from '../../src/db/plans.ts'
import { media } from '../../src/db/schema/media.ts'
import { createHttp } from '../../src/http/index.ts'
import { writeBackup } from '../../src/operation/backup.ts'
import { checkStorage } from '../../src/operation/doctor/storage.ts'
import { restoreBackup } from '../../src/operation/restore.ts'
import { createDatabase } from '../support/database.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { startS3 } from '../support/s3/server.ts'
import { noisy, plain } from '../unit/media/pictures.ts'

const key = 'test-key-test-key-test-key-test-key'
const dayMs = 24 * 3_600_000

let server: Awaited<ReturnType<typeof startS3>>
let storage: Storage
let desk: Desk
beforeAll(async () => {
  server = await startS3()
  storage = createStorage({ s3: server.config, dataDir: '/nowhere' })
  desk = await openDesk({ storage, start: new Date().toISOString() })
})
afterAll(async () => {
  await desk.close()
  await server.stop()
})

const never = () => new AbortController().signal
const sweep = () => sweepFiles(desk.app.ctx, never())
const rowOf = (id: string) =>
  withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.select().from(media).where(eq(media.id, id)))
const kept = (bytes: Uint8Array) => keep(desk.app.ctx, desk.seat.workspaceId, bytes)

describe('a file in a bucket', () => {
  it('is there once, under its workspace, though it is sent twice at the same time', async () => {
    const bytes = await noisy(40, 30).jpeg().toBuffer()
    const rows = await Promise.all([kept(bytes), kept(bytes), kept(bytes)])
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1)
    const listed = []
    for await (const one of storage.list()) listed.push(one.key)
    expect(listed).toEqual([rows[0]?.key])
    expect(rows[0]?.key.startsWith(`${desk.seat.workspaceId}/`)).toBe(true)
  })

  it('is shown by a signed link of ours, whole and in pieces, until that is over', async () => {
    const { id: mediaId, bytes } = await kept(await noisy(50, 30).png().toBuffer())
    const http = createHttp(desk.app, { publicUrl: () => 'http://desk.test', key })
    const until = new Date(desk.clock.now().getTime() + 60_000)
    const link = `http://desk.test/media/${signLink({ key, workspaceId: desk.seat.workspaceId, mediaId, until })}`
    const ask = (range?: string) => http.fetch(new Request(link, range === undefined ? {} : { headers: { range } }))
    const whole = await ask()
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png'])
    const all = Buffer.from(await whole.arrayBuffer())
    expect(all.length).toBe(bytes)
    const piece = await ask('bytes=1-3')
    expect([piece.status, piece.headers.get('content-range')]).toEqual([206, `bytes 1-3/${bytes}`])
    expect(Buffer.from(await piece.arrayBuffer()).toString()).toBe('PNG')
    expect(Buffer.from(await (await ask('bytes=-4')).arrayBuffer())).toEqual(all.subarray(-4))
    expect((await ask(`bytes=${bytes}-`)).status).toBe(416)
    const head = await http.fetch(new Request(link, { method: 'HEAD' }))
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([
      200,
      String(bytes),
      0,
    ])
    desk.clock.pass(61_000)
    expect((await ask()).status).toBe(404)
  })

  it('that was lost is there again as soon as it is sent again', async () => {
    const bytes = await noisy(60, 30).jpeg().toBuffer()
    const first = await kept(bytes)
    await storage.remove(first.key)
    expect((await kept(bytes)).id).toBe(first.id)
    expect(await storage.size(first.key)).toBe(first.bytes)
  })
})

describe('the sweep', () => {
  it('removes what no row names after a day, of workspaces that are here, and nothing else', async () => {
    const { workspaceId } = desk.seat
    const orphan = mediaKey({ workspaceId, name: 'orphan', ending: 'jpg' })
    const foreign = mediaKey({ workspaceId: '0195c0de-0000-7000-8000-000000000009', name: 'foreign', ending: 'jpg' })
    for (const one of [orphan, foreign]) await storage.put(one, Buffer.from('x'), 'image/jpeg')
    const { key: named } = await kept(await noisy(70, 30).jpeg().toBuffer())
    expect((await sweep()).files).toBe(0)
    desk.clock.pass(dayMs + 60_000)
    expect((await sweep()).files).toBe(1)
    expect([
      await storage.size(orphan),
      await storage.size(foreign),
      (await storage.size(named)) !== undefined,
    ]).toEqual([undefined, 1, true])
  })

  it('forgets a row whose file is gone, unless a post or a message speaks of it', async () => {
    const [lost, shown] = [
      await kept(await noisy(80, 30).jpeg().toBuffer()),
      await kept(await noisy(90, 30).jpeg().toBuffer()),
    ]
    await desk.person.says('The counter is in, and it is made of one piece of wood.', { media: [shown.id] })
    for (const one of [lost, shown]) await storage.remove(one.key)
    desk.clock.pass(2 * dayMs)
    expect(await sweep()).toMatchObject({ rows: 1, lost: 1 })
    expect([(await rowOf(lost.id)).length, (await rowOf(shown.id)).length]).toEqual([0, 1])
  })
})

describe('a backup', () => {
  it('holds the files of the bucket, and brings them back there', async () => {
    const { key: file, bytes } = await kept(await noisy(100, 30).jpeg().toBuffer())
    const folder = await mkdtemp(join(tmpdir(), 'leopost-s3-backup-'))
    const empty = await createDatabase('s3_restore')
    try {
      const { appUrl: databaseUrl, ownerUrl } = desk.database
      const archive = join(folder, 'backup.tar.gz')
      const now = desk.clock.now()
      const sum = await writeBackup({ databaseUrl, ownerUrl, dataDir: folder, file: archive, now, storage })
      expect(sum.files).toBeGreaterThan(0)
      await storage.remove(file)
      const wish = { ownerUrl: empty.ownerUrl, dataDir: folder, file: archive, replace: false, hold: false, now }
      expect((await restoreBackup({ ...wish, storage })).files).toBe(sum.files)
      expect(await storage.size(file)).toBe(bytes)
    } finally {
      await empty.drop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('a plan', () => {
  it('that is full says so in words, and keeps nothing', async () => {
    const { workspaceId } = desk.seat
    await withSystem(desk.db, (tx) => setPlan(tx, workspaceId, 'free'))
    const room = { workspaceId, sha256: 'room', type: 'video/mp4', bytes: 200_000_000, key: `${workspaceId}/room.mp4` }
    await withWorkspace(desk.db, workspaceId, (tx) => tx.insert(media).values(room))
    const bytes = await plain(200, 100).jpeg().toBuffer()
    await expect(kept(bytes)).rejects.toMatchObject({ kind: 'noRoom', message: expect.stringContaining('200 MB') })
    await withSystem(desk.db, (tx) => setPlan(tx, workspaceId, 'own'))
    expect((await kept(bytes)).bytes).toBeGreaterThan(0)
  })
})

describe('the configuration of a bucket', () => {
  const set = { S3_BUCKET: 'leopost', S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' }

  it('is all or nothing, and every fault is told', () => {
    expect(readConfig({}).s3).toBeUndefined()
    expect(readConfig(set).s3).toMatchObject({ bucket: 'leopost', region: 'us-east-1' })
    expect(() => readConfig({ S3_ENDPOINT: 'ftp://x', S3_ACCESS_KEY_ID: 'a' })).toThrow(
      /S3_ENDPOINT[\s\S]*S3_BUCKET: required[\s\S]*S3_SECRET_ACCESS_KEY: required/,
    )
  })

  it('is tried by the doctor, which says what is wrong', async () => {
    const { endpoint } = server.config
    const examined = async (more: object) =>
      (await checkStorage(readConfig({ ...set, S3_ENDPOINT: endpoint, ...more }))).map(
        ({ level, say }) => `${level} ${say}`,
      )
    expect(await examined({})).toEqual([expect.stringMatching(/^ok .*bucket leopost at 127/)])
    expect(await examined({ S3_BUCKET: 'nobody' })).toEqual([
      expect.stringMatching(/^fail .*There is no bucket nobody/),
    ])
    expect(await checkStorage(readConfig({}))).toEqual([])
  })
})
