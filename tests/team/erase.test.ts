// Erasing a workspace and a person: typed, after a week, taken back until then, whole, and nothing of anybody else.
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keep } from '../../src/core/media/keep.ts'
import { chainAudit, verifyChains } from '../../src/core/team/chain.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { useInvitation, writeInvitation } from '../../src/db/invitations.ts'
import { type Seat, writeInstallation } from '../../src/db/tenants.ts'
import { browser, type Caller, program } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { plain } from '../unit/media/pictures.ts'

const week = 7 * 24 * 3_600_000
let desk: Desk
let seat: Seat
let owner: Caller
let marta: Seat
let file = ''
beforeAll(async () => {
  desk = await openDesk('erase')
  const { personId: ownerPersonId, workspaceId: ownerWorkspaceId } = desk.owner
  await withSystem(desk.app.ctx.db, (tx) =>
    writeInstallation(tx, { keyFingerprint: 'test', ownerPersonId, ownerWorkspaceId }),
  )
  seat = await desk.newWorkspace('Bar Notte')
  owner = await browser(desk, seat)
  await owner.put('/api/v1/brand', { name: 'Bar Notte', zone: 'Europe/Rome', language: 'en', rules: ['Short.'] })
  await owner.says('The night begins at ten, with a secret of Bar Notte.')
  await owner.says('tomorrow at nine')
  await owner.says('approve')
  const { key } = await keep(desk.app.ctx, seat.workspaceId, await plain(40, 30).png().toBuffer())
  file = key
  const given = { hash: 'm', role: 'approver' as const, name: 'Marta', invitedBy: seat.memberId }
  await withWorkspace(desk.app.ctx.db, seat.workspaceId, (tx) =>
    writeInvitation(tx, { ...given, workspaceId: seat.workspaceId, expiresAt: new Date(Date.now() + 60_000) }),
  )
  const used = await withSystem(desk.app.ctx.db, (tx) =>
    useInvitation(tx, { hash: 'm', now: new Date(), personId: undefined, name: 'Marta' }),
  )
  if (used === undefined) throw new Error('no seat')
  marta = used.seat
  const other = await browser(desk)
  await other.says('What the first workspace says.')
})
afterAll(() => desk.stop())

const form = (name: string) => new URLSearchParams({ name })
const erased = async () => {
  await desk.app.eraseDue()
  desk.later(60_000)
  await desk.app.eraseDue()
  await desk.app.eraseDue()
}

/** Every row with this workspace in it, counted by table. */
async function counted(workspaceId: string): Promise<Record<string, number>> {
  return withSystem(desk.app.ctx.db, async (tx) => {
    await tx.execute(sql`set local role leopost_backup`)
    const tables =
      await tx.execute(sql`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      and a.attname = 'workspace_id' where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`)
    const found: Record<string, number> = {}
    for (const { name } of tables) {
      const [row] = await tx.execute(
        sql`select count(*)::int n from ${sql.identifier(String(name))} where workspace_id = ${workspaceId}::uuid`,
      )
      if (Number(row?.n) > 0) found[String(name)] = Number(row?.n)
    }
    return found
  })
}

describe('erasing a workspace', () => {
  it('begins only where an owner types its name in a browser', async () => {
    const hers = await browser(desk, marta)
    expect((await hers.post('/erase/workspace', form('Bar Notte'))).status).toBe(403)
    expect((await owner.post('/erase/workspace', form('Bar'))).status).toBe(422)
    expect((await (await program(desk, 'admin', seat)).post('/erase/workspace', form('Bar Notte'))).status).toBe(401)
    const first = await browser(desk)
    const name = /type: ([^<]+)</.exec((await first.get('/erase')).text)?.[1] ?? ''
    expect((await first.post('/erase/workspace', form(name))).text).toContain(
      'The installation itself stands on this one',
    )
    desk.later(week + 1)
    await erased()
    owner = await browser(desk, seat)
    expect((await counted(seat.workspaceId)).posts).toBe(1)
  })

  it('waits for a week, and is taken back by a button', async () => {
    expect((await owner.post('/erase/workspace', form('Bar Notte'))).status).toBe(303)
    expect((await owner.get('/erase')).text).toContain('Keep everything')
    desk.later(week - 120_000)
    await erased()
    expect((await owner.post('/erase/workspace/undo', new URLSearchParams())).status).toBe(303)
    desk.later(week)
    await erased()
    expect((await counted(seat.workspaceId)).posts).toBe(1)
  })

  it('takes every row, file and way in, keeps the audit whole, and touches nobody else', async () => {
    owner = await browser(desk, seat)
    await owner.post('/erase/workspace', form('Bar Notte'))
    await chainAudit(desk.app.ctx.db, new Date())
    const before = await counted(desk.owner.workspaceId)
    desk.later(week + 1)
    await erased()
    expect(Object.keys(await counted(seat.workspaceId)).toSorted()).toEqual([
      'audit_events',
      'audit_links',
      'workspaces',
    ])
    expect(await counted(desk.owner.workspaceId)).toEqual(before)
    expect(await desk.app.ctx.storage.get(file)).toBeUndefined()
    await chainAudit(desk.app.ctx.db, new Date())
    expect((await verifyChains(desk.app.ctx.db)).faults).toEqual([])
    expect((await owner.get('/')).status).toBe(401)
    const left = await withSystem(desk.app.ctx.db, (tx) =>
      tx.execute(sql`select (select count(*)::int from people where id in (${seat.personId}, ${marta.personId})) people,
        (select count(*)::int from conversations where person_id = ${seat.personId}) talks,
        (select count(*)::int from replies where body::text like '%secret of Bar Notte%') replies,
        (select count(*)::int from messages where said::text like '%secret of Bar Notte%') messages`),
    )
    expect(left[0]).toEqual({ people: 0, talks: 0, replies: 0, messages: 0 })
  })
})

describe('erasing oneself', () => {
  it('is refused for the only owner, and else takes name, talks and ways in, not the work', async () => {
    const home = await desk.newWorkspace('Bar Alba')
    const alone = await browser(desk, home)
    expect((await alone.post('/erase/person', form('Ada'))).text).toContain('You are the only owner')
    const given = { hash: 'e', role: 'editor' as const, name: 'Eva', invitedBy: home.memberId }
    await withWorkspace(desk.app.ctx.db, home.workspaceId, (tx) =>
      writeInvitation(tx, { ...given, workspaceId: home.workspaceId, expiresAt: new Date(Date.now() + 60 * week) }),
    )
    const used = await withSystem(desk.app.ctx.db, (tx) =>
      useInvitation(tx, { hash: 'e', now: new Date(), personId: undefined, name: 'Eva' }),
    )
    if (used === undefined) throw new Error('no seat')
    const eva = await browser(desk, used.seat)
    await eva.says('A post that Eva wrote for the bar.')
    expect((await eva.post('/erase/person', form('Ada'))).status).toBe(422)
    expect((await eva.post('/erase/person', form('Eva'))).status).toBe(303)
    desk.later(week + 1)
    await erased()
    expect((await eva.get('/')).status).toBe(401)
    const { personId } = used.seat
    const left = await withSystem(desk.app.ctx.db, (tx) =>
      tx.execute(sql`select (select name from people where id = ${personId}) name,
        (select count(*)::int from conversations where person_id = ${personId}) talks,
        (select count(*)::int from sessions where person_id = ${personId}) sessions,
        (select count(*)::int from posts where author_id = ${used.seat.memberId}) posts`),
    )
    expect(left[0]).toEqual({ name: '—', talks: 0, sessions: 0, posts: 1 })
    expect((await (await browser(desk, home)).get('/team')).text).not.toContain('Eva')
  })
})
