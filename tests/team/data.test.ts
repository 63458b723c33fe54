// Everything of a workspace as an archive: what is in it, what never is, who gets it, and for how long.
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { gunzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { extract } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvOf } from '../../src/core/data/archive.ts'
import { contentsOf } from '../../src/core/data/contents.ts'
import { leftOut, secretColumns } from '../../src/core/data/secrets.ts'
import { keep } from '../../src/core/media/keep.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { ownTables } from '../../src/db/exports.ts'
import { keepModelKey } from '../../src/db/model-keys.ts'
import { putWebhook } from '../../src/db/notices.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { browser, type Caller, caller } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { plain } from '../unit/media/pictures.ts'

let desk: Desk
let owner: Caller
let link = ''
let files: Map<string, Buffer>
beforeAll(async () => {
  desk = await openDesk('data')
  owner = await browser(desk)
  await owner.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
  await owner.says('The first coffee of Bar Luce is on us.')
  await owner.says('invite Zoe as viewer')
  const { workspaceId, memberId } = desk.owner
  const { app } = desk
  await keep(app.ctx, workspaceId, await plain(40, 30).png().toBuffer())
  await withWorkspace(app.ctx.db, workspaceId, async (tx) => {
    const seal = (text: string) => app.ctx.sealer.seal(workspaceId, text)
    const row = { workspaceId, platform: 'bluesky' as const, remoteId: 'did:x', name: 'bar.example' }
    await tx.insert(accounts).values({ ...row, credentials: seal('token') })
    await keepModelKey(tx, { workspaceId, provider: 'openai', credentials: seal('key') })
    await putWebhook(tx, { workspaceId, memberId, url: 'https://example.org/', secret: seal('whsec') })
  })
  await (await browser(desk, await desk.newWorkspace('Thief'))).says('A secret of the other workspace.')
  await owner.says('export everything')
  await made()
  const { messages } = JSON.parse((await owner.get('/api/v1/messages?limit=1')).text)
  link = new URL(/http\S+\/exports\/\S+/.exec(messages[0].text)?.[0] ?? '').pathname
  files = await unpacked(link)
})
afterAll(() => desk.stop())

/** Makes what is wanted; a round under way may have begun before. */
async function made(): Promise<void> {
  await desk.app.makeExports()
  await desk.app.makeExports()
}

async function unpacked(path: string): Promise<Map<string, Buffer>> {
  const answer = await fetch(desk.url + path)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="leopost-[\d-]+\.tar\.gz"$/)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')))
  const found = new Map<string, Buffer>()
  const tar = extract()
  tar.end(gunzipSync(bytes))
  for await (const entry of tar) {
    const parts: Buffer[] = []
    for await (const part of entry) parts.push(Buffer.from(part as Uint8Array))
    found.set(entry.header.name, Buffer.concat(parts))
  }
  return found
}

async function entriesOf(entries: ReturnType<typeof contentsOf>): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const { name, body } of entries) found.set(name, Buffer.from(body).toString())
  return found
}

const all = () => [...files].map(([name, body]) => `${name}\n${body.toString('latin1')}`).join('\n')

describe('an archive', () => {
  it('holds every table as JSON and CSV, and every file, of this workspace alone', () => {
    const posts = JSON.parse(files.get('json/variants-0001.json')?.toString() ?? '')
    expect(JSON.stringify(posts)).toContain('The first coffee of Bar Luce is on us.')
    expect(files.get('csv/variants-0001.csv')?.toString()).toContain('The first coffee of Bar Luce is on us.')
    expect([...files.keys()].filter((name) => /^media\/[\w-]{36}\.png$/.test(name))).toHaveLength(1)
    expect(all()).not.toContain('A secret of the other workspace.')
    expect(JSON.parse(files.get('json/people-0001.json')?.toString() ?? '')).toMatchObject([{ name: 'Ada' }])
    expect(files.get('README.txt')?.toString()).toContain('Not in it')
  })

  it('holds no secret', async () => {
    const { db } = desk.app.ctx
    const secrets = await withWorkspace(db, desk.owner.workspaceId, (tx) =>
      tx.execute(sql`select credentials as secret from accounts where credentials is not null union all select credentials from model_keys
        union all select secret from webhooks union all select hash from invitations union all select id from choices`),
    )
    expect(secrets.length).toBeGreaterThan(5)
    for (const { secret } of secrets) expect(all()).not.toContain(String(secret))
  })

  it('has every table of a workspace but those that are left out, and no column that sounds like a secret', async () => {
    const { db } = desk.app.ctx
    const tables = await withWorkspace(db, desk.owner.workspaceId, ownTables)
    const names = tables.map(({ name }) => name)
    expect(Object.keys(leftOut).filter((name) => !names.includes(name))).toEqual([])
    const columns = await withWorkspace(db, desk.owner.workspaceId, (tx) =>
      tx.execute(sql`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
        and column_name ~ '(secret|credential|token|hash|sealed|password|code|evidence)'`),
    )
    // What sounds like a secret and is none: fingerprints of what the workspace itself wrote, counts, and hashes of the audit.
    const harmless =
      /\.(version_hash|variant_hash|tokens_in|tokens_out|tokens_cached)$|^(versions|variants|audit_events|audit_links|samples)\.hash$/
    const open = columns
      .map(({ name }) => String(name))
      .filter((name) => {
        const [table = '', column = ''] = name.split('.')
        return names.includes(table) && leftOut[table] === undefined && !secretColumns[table]?.includes(column)
      })
      .filter((name) => !harmless.test(name))
    expect(open).toEqual([])
  })

  it('shows all tables as they were at one moment, whatever is written while it is made', async () => {
    const { ctx } = desk.app
    const { workspaceId } = await desk.newWorkspace('Busy')
    const waiting = sql`select 1 from pg_locks where not granted and relation = 'slots'::regclass`
    const making = await withWorkspace(ctx.db, workspaceId, async (tx) => {
      await tx.execute('lock table slots in access exclusive mode')
      const found = entriesOf(contentsOf(ctx, workspaceId, ctx.clock.now()))
      // It has read the tables before this one, and waits here.
      while ((await withSystem(ctx.db, (system) => system.execute(waiting))).length === 0);
      await tx.execute(sql`update brands set name = 'Renamed' where workspace_id = ${workspaceId}`)
      await tx.execute(sql`insert into slots (workspace_id, weekday, time) values (${workspaceId}, 1, '09:00')`)
      return { found }
    })
    const names = await making.found
    expect(names.get('json/brands-0001.json')).not.toContain('Renamed')
    expect([...names.keys()]).not.toContain('json/slots-0001.json')
    expect(names.get('README.txt')).toContain('slots: 0')
    const later = await entriesOf(contentsOf(ctx, workspaceId, ctx.clock.now()))
    expect(later.get('json/slots-0001.json')).toContain('09:00')
  })

  it('holds no connection while a file is fetched, and leaves nothing behind on this machine', async () => {
    const { ctx } = desk.app
    const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('leopost-export-')).length
    const [before, held] = [await folders(), [] as unknown[]]
    const get = async (key: string) => {
      // Whoever read a table keeps a lock on it until the transaction is over.
      const open = sql`select 1 from pg_locks where relation = 'slots'::regclass`
      held.push(...(await withSystem(ctx.db, (system) => system.execute(open))))
      return ctx.storage.get(key)
    }
    const { workspaceId } = desk.owner
    const names = await entriesOf(contentsOf({ ...ctx, storage: { ...ctx.storage, get } }, workspaceId, new Date()))
    expect([...names.keys()].some((name) => name.startsWith('media/'))).toBe(true)
    expect(held).toEqual([])
    const broken = { ...ctx.storage, get: () => Promise.reject(new Error('no bucket')) }
    await expect(entriesOf(contentsOf({ ...ctx, storage: broken }, workspaceId, new Date()))).rejects.toThrow(
      'no bucket',
    )
    expect(await folders()).toBe(before)
  })

  it('has nothing that a spreadsheet would run', () => {
    const csv = csvOf([{ a: '=1+1', b: '-2', c: '@x', d: 'a "b"\n', e: { f: 1 }, g: null, h: -3 }])
    expect(csv.split('\r\n')[1]).toBe(`"'=1+1","'-2","'@x","a ""b""\n","{""f"":1}","","-3"`)
  })
})

describe('the audit', () => {
  it('has what was changed by the API and the pages, with the way in', async () => {
    await owner.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
    await owner.post('/api/v1/hold')
    await owner.delete('/api/v1/hold')
    const site = JSON.parse((await owner.post('/api/v1/sites', { origin: 'https://bar.example' })).text)
    await owner.delete(`/api/v1/sites/${site.id}`)
    const [account] = (await owner.get('/api/v1/accounts')).body.accounts
    await owner.ask('PATCH', `/api/v1/accounts/${account?.id}`, { gapSeconds: 60 })
    await owner.delete(`/api/v1/accounts/${account?.id}`)
    await owner.post('/api/v1/accounts', { platform: 'practice' })
    const { db } = desk.app.ctx
    const found = await withWorkspace(db, desk.owner.workspaceId, (tx) =>
      tx.execute(sql`select act from audit_events where detail->>'by' = 'browser' order by id`),
    )
    const acts = found.map(({ act }) => act)
    for (const act of [
      'set brand',
      'hold',
      'resume',
      'list site',
      'remove site',
      'set gap',
      'remove account',
      'connect account',
    ])
      expect(acts).toContain(act)
  })
})

describe('the link', () => {
  it('is good for a day, and for nothing that was changed in it', async () => {
    const [, workspace = '', rest = ''] = /^\/exports\/([\w-]+)\.(.*)$/.exec(link) ?? []
    const other = (await desk.newWorkspace('Other')).workspaceId
    for (const path of [
      `/exports/${other}.${rest}`,
      `${link}x`,
      `/exports/${workspace}`,
      '/exports/../data',
      `/media/${link.slice(9)}`,
    ])
      expect((await caller(desk).get(path)).status, path).toBeGreaterThanOrEqual(400)
    expect((await caller(desk).get(link)).status).toBe(200)
    desk.later(24 * 3_600_000 + 1)
    expect((await caller(desk).get(link)).status).toBe(404)
    const { db } = desk.app.ctx
    await made()
    const left = await withWorkspace(db, desk.owner.workspaceId, (tx) => tx.execute('select id from exports'))
    expect(left).toHaveLength(0)
  })

  it('is for owners: on the page, and only where nobody else reads', async () => {
    const answer = await owner.post('/data/export', new URLSearchParams())
    expect(answer.status).toBe(303)
    await made()
    const path = /href="[^"]*(\/exports\/[^"]+)"/.exec((await owner.get('/data')).text)?.[1] ?? ''
    expect([...(await unpacked(path)).keys()]).toContain('json/posts-0001.json')
  })
})
