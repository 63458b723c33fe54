// The commands as a person runs them, before the first start, while the database runs, and after a stop.
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../../src/core/secrets.ts'
import { connect, withSystem } from '../../src/db/client.ts'
import { readWitness } from '../../src/db/embedded/postmaster.ts'
import { startPrivateServer } from '../../src/db/embedded.ts'
import { peekLink, seatByToken } from '../../src/db/sessions.ts'
import { makeWorkspace, seatOf } from '../../src/db/tenants.ts'
import { run } from '../support/command.ts'
import { createDatabase } from '../support/database.ts'

const key = 'a key of the installation, long enough'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leopost-cli-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('token', { timeout: 60_000 }, () => {
  it('prints one token that is good, and nothing else, before the first start and again while the database runs', async () => {
    const first = await run(folder, ['token'])
    expect(first).toEqual({ code: 0, out: expect.stringMatching(/^lp_[\w-]{43}\n$/), err: '' })
    expect(await readWitness(join(folder, 'data/pg18'))).toBeUndefined()
    await attached(async (db) => {
      const second = await run(folder, ['token', '--scope', 'draft'])
      const scopes = []
      for (const { out } of [first, second])
        scopes.push((await withSystem(db, (tx) => seatByToken(tx, hashToken(out.trim()))))?.scope)
      expect(scopes).toEqual(['approve', 'draft'])
      expect(await readWitness(join(folder, 'data/pg18'))).toBeDefined()
    })
  })

  it('acts in the workspace that is named, where the owner is a member', async () => {
    const first = await run(folder, ['token'])
    const other = await attached(async (db) => {
      const known = await withSystem(db, (tx) => seatByToken(tx, hashToken(first.out.trim())))
      const owner = await withSystem(db, (tx) => seatOf(tx, known?.personId ?? ''))
      const mine = {
        personId: owner?.personId ?? '',
        personName: '',
        name: 'Second',
        zone: 'UTC',
        language: 'en',
      } as const
      return withSystem(db, (tx) => makeWorkspace(tx, mine))
    })
    const there = await run(folder, ['token', '--workspace', other.workspaceId])
    await attached(async (db) => {
      const found = await withSystem(db, (tx) => seatByToken(tx, hashToken(there.out.trim())))
      expect(found?.workspaceId).toBe(other.workspaceId)
    })
    for (const id of ['nonsense', '00000000-0000-0000-0000-000000000000']) {
      const nowhere = await run(folder, ['token', '--workspace', id])
      expect(nowhere).toEqual({ code: 1, out: '', err: `The owner is a member of no workspace with the id ${id}.\n` })
    }
  })
})

describe('link', { timeout: 60_000 }, () => {
  it('prints one address that signs in, under PUBLIC_URL or on this machine', async () => {
    const here = await run(folder, ['link'], { PORT: '3456', HOST: '0.0.0.0' })
    expect(here).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3456\/sign-in\/\S+\n$/),
    })
    const there = await run(folder, ['link'], { PUBLIC_URL: 'https://desk.example/' })
    expect(there.out).toMatch(/^https:\/\/desk\.example\/sign-in\/\S+\n$/)
    await attached(async (db) => {
      const code = there.out.trim().split('/').at(-1) ?? ''
      expect(await withSystem(db, (tx) => peekLink(tx, hashToken(code), new Date()))).toBe('good')
    })
  })
})

describe('a command that cannot be done', { timeout: 60_000 }, () => {
  it('shows the usage on the other output and ends with 2 when it is not understood', async () => {
    const wrong = [['nonsense'], ['backup'], ['doctor', 'now'], ['token', '--scope', 'all'], ['link', '--for', 'me']]
    const all = await Promise.all(wrong.map(async (args) => ({ args, ran: await run(folder, args) })))
    for (const { args, ran } of all) {
      expect(ran, args.join(' ')).toEqual({
        code: 2,
        out: '',
        err: expect.stringContaining('Usage: npm run -s leopost'),
      })
    }
  })

  it('names every variable that is wrong, and nothing is started', async () => {
    const ran = await run(folder, ['token'], { PORT: 'abc', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x/y' })
    expect(ran).toMatchObject({ code: 1, out: '' })
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'LEOPOST_KEY']) expect(ran.err).toContain(`  ${name}: `)
    expect(ran.err).not.toContain('    at ')
  })

  it('says in one line that the database does not answer, or refuses the password', async () => {
    const env = { LEOPOST_KEY: key, DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/desk' }
    const away = await run(folder, ['link'], env)
    expect(away.code).toBe(1)
    expect(away.err).toBe('The database at 127.0.0.1:1/desk does not answer: start it, or correct DATABASE_URL.\n')
    const database = await createDatabase('cli')
    const url = new URL(database.appUrl)
    url.password = 'guess'
    const refused = await run(folder, ['link'], { ...env, DATABASE_URL: url.href })
    await database.drop()
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/^The database at \S+ refuses the password: .*\n$/)
  })

  it('does not go on with another key', async () => {
    await run(folder, ['migrate'], { LEOPOST_KEY: key })
    const ran = await run(folder, ['token'], { LEOPOST_KEY: `not ${key}` })
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toMatch(/^This database was sealed with another key\. .*\n$/)
  })
})

describe('doctor', { timeout: 60_000 }, () => {
  it('finds all well on a fresh folder', async () => {
    const ran = await run(folder, ['doctor'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/^ok {4}database {7}PostgreSQL 18\.\d+, private, \d+ migrations applied$/m)
    expect(ran.out).toMatch(/^ok {4}role {11}leopost_login owns nothing$/m)
    expect(ran.out).not.toMatch(/^(warn|fail)/m)
  })

  it('tells what is wrong and how to put it right: variables, database, key, port', async () => {
    const variables = await run(folder, ['doctor'], { PORT: 'abc', PUBLIC_URL: 'nowhere' })
    expect(variables.code).toBe(1)
    expect(variables.out).toMatch(/^fail {2}configuration {2}PORT: .*\n +-> .*\nfail {2}configuration {2}PUBLIC_URL: /m)

    const away = await run(folder, ['doctor'], { LEOPOST_KEY: key, DATABASE_URL: 'postgres://127.0.0.1:1/desk' })
    expect(away.code).toBe(1)
    expect(away.out).toContain('fail  database       The database at 127.0.0.1:1/desk does not answer')

    const other = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    await run(folder, ['migrate'])
    await writeFile(join(folder, 'data/key'), `another ${key}\n`)
    await chmod(join(folder, 'data/key'), 0o644)
    const local = await run(folder, ['doctor'], { PORT: port, HOST: '127.0.0.1', PUBLIC_URL: 'http://desk.example' })
    other.close()
    expect(local.code).toBe(1)
    expect(local.out).toMatch(/^fail {2}key .*is not the key this database was sealed with.*\n +-> .*--lost$/m)
    expect(local.out).toContain(`fail  port           127.0.0.1:${port} is taken by another program`)
    expect(local.out).toMatch(/^warn {2}PUBLIC_URL .*is not https/m)
    expect(local.out.split('\n').every((line) => /^(ok|warn|fail) |^ +-> |^$/.test(line))).toBe(true)
  })

  it('tells whether DATABASE_URL is the owner or a login that owns nothing', async () => {
    const database = await createDatabase('doctor')
    const env = { LEOPOST_KEY: key, DATABASE_OWNER_URL: database.ownerUrl }
    const apart = await run(folder, ['doctor'], { ...env, DATABASE_URL: database.appUrl })
    const one = await run(folder, ['doctor'], { LEOPOST_KEY: key, DATABASE_URL: database.ownerUrl })
    await database.drop()
    expect(apart.out).toContain('ok    role           leopost_login owns nothing')
    expect(one.out).toMatch(/^warn {2}role {11}leopost_owner is the owner of the tables\n +-> .*DATABASE_OWNER_URL/m)
    expect([apart.code, one.code]).toEqual([0, 0])
  })
})

describe('backup and restore', { timeout: 60_000 }, () => {
  it('carry an installation to another folder, where the key is asked for', async () => {
    const file = join(folder, 'desk.tar.gz')
    const good = await run(folder, ['token'])
    expect(await run(folder, ['backup', file])).toMatchObject({ code: 0, out: '' })
    const there = { DATA_DIR: join(folder, 'there') }
    const restored = await run(folder, ['restore', file], there)
    expect(restored).toMatchObject({ code: 0, out: '' })
    expect(restored.err).toContain('Warning: this backup was sealed with another key')
    expect((await run(folder, ['token'], there)).err).toContain('sealed with another key')
    const again = await run(folder, ['restore', file], there)
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Add --replace') })
    await rm(join(folder, 'there/key'))
    await writeFile(join(folder, 'there/key'), await readFile(join(folder, 'data/key')))
    expect(await run(folder, ['token'], there)).toMatchObject({ code: 0, err: '' })
    await attached(async (db) => {
      expect(await withSystem(db, (tx) => seatByToken(tx, hashToken(good.out.trim())))).toMatchObject({
        scope: 'approve',
      })
    }, 'there')
  })

  it('say what is wrong with a file in one line', async () => {
    const nothing = await run(folder, ['restore', 'nothing.tar.gz'])
    expect(nothing).toEqual({ code: 1, out: '', err: `There is no ${join(folder, 'nothing.tar.gz')}.\n` })
    await writeFile(join(folder, 'words'), 'words')
    expect((await run(folder, ['restore', 'words'])).err).toBe(`${join(folder, 'words')} is damaged or cut off.\n`)
    expect((await run(folder, ['backup', folder])).err).toBe(`${folder} is a folder: name a file.\n`)
  })
})

async function attached<T>(work: (db: ReturnType<typeof connect>['db']) => Promise<T>, name = 'data'): Promise<T> {
  const server = await startPrivateServer({ dataDir: join(folder, name), log: { info: () => undefined } })
  const { db, end } = connect({ url: server.appUrl, max: 2 })
  try {
    return await work(db)
  } finally {
    await end()
    await server.stop()
  }
}
