// The walls between workspaces, read from the database's own catalogue, and the moves of a publication, compared both ways.
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moves } from '../../src/core/publishing/status.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

/** Tables that belong to no workspace, and why. */
const global: Record<string, string> = {
  installation: 'one row about the whole installation',
  people: 'a person may belong to several workspaces',
  identities: 'known before any workspace is',
  conversations: 'exist before a workspace is known; stamped with the current one',
  messages: 'come before a workspace is known; stamped when answered',
  replies: 'the outbox of conversations; stamped with the workspace',
  sessions: 'read before a workspace is known',
  sign_in_links: 'read before anybody is signed in',
  api_tokens: 'read before a workspace is known',
  idempotency: 'belongs to the caller',
  rate_limits: 'counts strangers too',
  emails: 'read before anybody is signed in',
  passkeys: 'read before anybody is signed in',
  challenges: 'made before anybody is signed in',
  sign_in_asks: 'whoever asks is unknown',
  erasures: 'a person belongs to no workspace, and the row outlives its subject',
  quotas: 'an app at a network is shared by all workspaces',
}

let database: TestDatabase
let owner: postgres.Sql
beforeAll(async () => {
  database = await createDatabase('walls')
  owner = postgres(database.ownerUrl, { max: 1 })
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

describe('every table', () => {
  it('holds a workspace and is walled, or stands in the list of global tables with no grant to leopost_app', async () => {
    const tables = await owner<
      { name: string; rls: boolean; force: boolean; policies: number; column: boolean; granted: boolean }[]
    >`
      select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as force,
        (select count(*)::int from pg_policies p where p.tablename = c.relname and 'leopost_app' = any(p.roles)) as policies,
        exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and a.attnotnull) as column,
        has_table_privilege('leopost_app', c.oid, 'select') or has_any_column_privilege('leopost_app', c.oid, 'insert') as granted
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`
    expect(tables.length).toBeGreaterThan(25)
    for (const table of tables) {
      if (global[table.name] === undefined) {
        expect(table, table.name).toMatchObject({ rls: true, force: true, policies: 1, column: true })
      } else expect(table.granted, `${table.name} is global`).toBe(false)
    }
    expect(Object.keys(global).filter((name) => !tables.some((table) => table.name === name))).toEqual([])
  })

  it('belongs to neither of the roles that requests run under', async () => {
    const owned = await owner`select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname in ('leopost_app', 'leopost_system', 'leopost_eraser', 'leopost_backup', 'leopost_login')`
    expect(owned).toEqual([])
    const bypass =
      await owner`select rolname from pg_roles where rolname like 'leopost_%' and rolname <> 'leopost_owner' and (rolbypassrls or rolsuper)`
    expect(bypass).toEqual([])
  })

  it('can be erased with its workspace, one that comes later too, but for the audit; by one role alone, that sees one workspace', async () => {
    await owner`create table later_one (workspace_id uuid not null)`
    await owner`alter table later_one enable row level security`
    const tables = await owner<{ name: string; eraser: boolean; others: boolean }[]>`
      select c.relname as name, has_table_privilege('leopost_eraser', c.oid, 'delete') as eraser,
        has_table_privilege('leopost_backup', c.oid, 'delete') or has_table_privilege('leopost_system', c.oid, 'truncate') as others
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity`
    await owner`drop table later_one`
    const kept = tables.filter(({ eraser }) => !eraser).map(({ name }) => name)
    expect(kept.toSorted()).toEqual(['audit_events', 'audit_links', 'workspaces'])
    expect(tables.map(({ name }) => name)).toContain('later_one')
    expect(tables.filter(({ others }) => others)).toEqual([])
    const [sees] =
      await owner`select pg_has_role('leopost_eraser', 'leopost_app', 'usage') as app, pg_has_role('leopost_eraser', 'leopost_system', 'member') as system`
    expect(sees).toEqual({ app: true, system: false })
  })

  it('shows nothing to the login before it takes a role', async () => {
    const login = postgres(database.appUrl, { max: 1 })
    await expect(login`select * from posts`).rejects.toThrow(/permission denied/)
    await login.end()
  })
})

describe('the moves of a publication', () => {
  it('are the same in the database and in the code', async () => {
    const stored = await owner<{ move: string }[]>`select unnest(publication_moves()) as move`
    const inDatabase = stored.map((one) => one.move).toSorted()
    const inCode = Object.entries(moves)
      .flatMap(([from, list]) => list.map((to) => `${from}>${to}`))
      .toSorted()
    expect(inDatabase).toEqual(inCode)
  })
})
