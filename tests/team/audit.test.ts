// What everybody did, sealed link by link: whatever is changed, taken out or put in is found.

import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainAudit } from '../../src/core/team/chain.ts'
import { auditTrail } from '../../src/operation/audit.ts'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
let owner: postgres.Sql
beforeAll(async () => {
  desk = await openDesk()
  owner = postgres(desk.database.ownerUrl, { max: 1 })
  await owner`alter table audit_events no force row level security`
  await owner`alter table audit_links no force row level security`
  await desk.person.says('A post that everybody may check afterwards.')
  await desk.person.says('approve')
  await desk.person.says('hold')
  await desk.person.says('resume')
})
afterAll(async () => {
  await owner.end()
  await desk.close()
})

const faults = async () => (await auditTrail(desk.db)).faults

describe('the chain over the audit', () => {
  it('seals each event once, and is in order', async () => {
    expect(await chainAudit(desk.db, desk.clock.now())).toBe(3)
    expect(await chainAudit(desk.db, desk.clock.now())).toBe(0)
    await desk.person.says('hold')
    const both = await Promise.all([chainAudit(desk.db, desk.clock.now()), chainAudit(desk.db, desk.clock.now())])
    expect(both.toSorted()).toEqual([0, 1])
    expect(await auditTrail(desk.db)).toMatchObject({ links: 4, faults: [] })
  })

  it('shows an event that was changed, and fits again when that is taken back', async () => {
    await owner`update audit_events set act = 'nothing' where act = 'approve'`
    expect((await faults()).join()).toContain('link 1: it does not fit its event')
    await owner`update audit_events set act = 'approve' where act = 'nothing'`
    expect(await faults()).toEqual([])
  })

  it('shows an event that is gone, and a link that is gone', async () => {
    await owner`delete from audit_events where act = 'resume'`
    expect((await faults()).join()).toContain('its event is gone')
    await owner`delete from audit_links where number = 2`
    expect((await faults()).join()).toContain('a link before it is gone')
  })

  it('is no row that a workspace’s work may change', async () => {
    const { withWorkspace } = await import('../../src/db/client.ts')
    for (const statement of [
      "update audit_events set act = 'x'",
      'delete from audit_events',
      'delete from audit_links',
    ])
      await expect(withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.execute(statement))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
  })
})
