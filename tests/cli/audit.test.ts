// The audit of what was sent: clean after honest work, and each kind of tampering is seen.
import postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { auditTrail } from '../../src/operation/audit.ts'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
  await desk.person.says('The first coffee is on us. Come and see.')
  await desk.person.presses('Approve')
  await desk.pass(10_000)
})
afterEach(() => desk.close())

it('finds nothing wrong with what was approved, changed after an approval, and sent', async () => {
  await desk.person.says('The second coffee is on us too. Bring a friend.')
  await desk.person.says('tomorrow at nine')
  await desk.person.presses('Approve')
  await desk.person.says('shorter')
  await desk.person.presses('Approve')
  await desk.moveTo('2026-11-25T08:00:00.000Z')
  expect((await desk.publications()).map((one) => one.status)).toEqual(['published', 'published'])
  expect(await auditTrail(desk.db)).toEqual({ publications: 2, sent: 2, attempts: 2, links: 0, faults: [] })
})

const tampering: Record<string, { sql: string; fault: RegExp }> = {
  'words changed after they were approved': {
    sql: `update variants set content = jsonb_set(content, '{text}', '"Something else."')`,
    fault: /version 1: the words for practice were changed after they were hashed/,
  },
  'words and their hash changed together': {
    sql: `update variants set content = jsonb_set(content, '{text}', '"Else."'), hash = 'new'`,
    fault: /the granted words are not those of the approved version/,
  },
  'an approval without a signoff': {
    sql: 'delete from signoffs',
    fault: /attempt 1: no member of the workspace signed off/,
  },
  'a signoff for another version': {
    sql: `update signoffs set version_hash = 'other'`,
    fault: /attempt 1: no member of the workspace signed off/,
  },
  'a signoff that came afterwards': {
    sql: `update signoffs set created_at = '2027-01-01'`,
    fault: /attempt 1: no member of the workspace signed off the approved version before it/,
  },
  'a version that is not what was approved': {
    sql: `update versions set hash = 'other'`,
    fault: /the approved version is another one than was signed/,
  },
  'a publication that was never tried': {
    sql: 'delete from attempts',
    fault: /published without an attempt/,
  },
  'a second publication under one grant': {
    sql: `insert into attempts (workspace_id, publication_id, grant_id, number, sender, started_at, "end")
      select workspace_id, publication_id, grant_id, 2, sender, started_at, 'published' from attempts`,
    fault: /it was published 2 times.*one grant was used for more than one lasting attempt/s,
  },
  'a ledger that denies what was sent': {
    sql: `update publications set status = 'failed'`,
    fault: /an attempt published it, yet it is failed/,
  },
}

for (const [what, { sql, fault }] of Object.entries(tampering)) {
  it(`sees ${what}`, async () => {
    await tamper(sql)
    const { faults } = await auditTrail(desk.db)
    expect(faults.join('\n')).toMatch(fault)
    expect(faults[0]).toMatch(/^publication [\w-]{36} \(workspace [\w-]{36}\): /)
  })
}

/** Does as the owner what no role of Leopost may do. */
async function tamper(statement: string): Promise<void> {
  const sql = postgres(desk.database.ownerUrl, { max: 1, onnotice: () => undefined })
  for (const table of ['variants', 'versions', 'signoffs', 'attempts', 'publications'])
    await sql.unsafe(`alter table ${table} no force row level security; alter table ${table} disable trigger user`)
  const done = await sql.unsafe(statement)
  expect(done.count).toBeGreaterThan(0)
  await sql.end()
}
