// What is refused: for each bad input the reason that is said, what is written down, and that nothing is half done.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashToken, newToken } from '../../src/core/secrets.ts'
import { arrive } from '../../src/core/team/arrivals.ts'
import { changeBrand } from '../../src/db/brands.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { revokeInvitation, useInvitation, writeInvitation } from '../../src/db/invitations.ts'
import { auditEvents } from '../../src/db/schema/audit-events.ts'
import { makeWorkspace, type Seat } from '../../src/db/tenants.ts'
import { type Desk, openDesk, type Person } from '../support/desk.ts'

let desk: Desk
let luca: Person & { seat: Seat }
let marta: Person & { seat: Seat }
beforeEach(async () => {
  desk = await openDesk()
  luca = await desk.seats('Luca', 'editor')
  marta = await desk.seats('Marta', 'approver')
})
afterEach(() => desk.close())

const said = (replies: { text: string }[]) => replies.map(({ text }) => text).join('\n')
const approve = (replies: { choices: { id: string; label: string }[] }[]) =>
  replies.flatMap(({ choices }) => choices).findLast(({ label }) => label === 'Approve')?.id ?? ''
const statuses = async () => (await desk.publications()).map(({ status }) => status)

/** Why something of this member was refused, as the audit has it. */
async function refusals({ memberId }: { memberId: string | null }): Promise<unknown[]> {
  const events = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.select().from(auditEvents))
  return events.filter((one) => one.act === 'refused' && one.memberId === memberId).map(({ detail }) => detail.why)
}

/** Yeses, approvals and permissions to send. */
async function yeses(): Promise<number[]> {
  const tables = ['signoffs', 'approvals', 'grants']
  return withWorkspace(desk.db, desk.seat.workspaceId, (tx) =>
    Promise.all(tables.map(async (name) => (await tx.execute(`select 1 from ${name}`)).length)),
  )
}

describe('an invitation', () => {
  const workspaceId = () => desk.seat.workspaceId
  const memberId = () => desk.seat.memberId
  async function invitation(): Promise<{ code: string; id: string }> {
    const code = newToken()
    const expiresAt = new Date(desk.clock.now().getTime() + 3_600_000)
    const row = { workspaceId: workspaceId(), hash: hashToken(code), name: 'Eve', role: 'owner' as const }
    const given = { ...row, invitedBy: memberId(), expiresAt }
    return { code, id: await withWorkspace(desk.db, workspaceId(), (tx) => writeInvitation(tx, given)) }
  }
  const comes = (code: string) => arrive(desk.app.ctx, { code, personId: undefined, name: 'Eve' })
  const members = () => withWorkspace(desk.db, workspaceId(), (tx) => tx.execute('select 1 from members'))

  it('that is used, taken back, expired, guessed or a code for something else gives no seat', async () => {
    const [used, back, old] = [await invitation(), await invitation(), await invitation()]
    const took = { hash: hashToken(used.code), now: desk.clock.now(), personId: undefined, name: 'First' }
    await withSystem(desk.db, (tx) => useInvitation(tx, took))
    await withWorkspace(desk.db, workspaceId(), (tx) => revokeInvitation(tx, back.id, desk.clock.now()))
    const before = (await members()).length
    expect(await comes(used.code)).toBeUndefined()
    expect(await comes(back.code)).toBeUndefined()
    desk.clock.pass(3_600_001)
    expect(await comes(old.code)).toBeUndefined()
    expect(await comes(newToken())).toBeUndefined()
    expect((await members()).length).toBe(before)
    expect(await refusals({ memberId: null })).toEqual(['used', 'taken back', 'expired'])
  })
})

describe('somebody who was removed', () => {
  it('and sits elsewhere presses an old button in vain, hears why, and keeps their other desk', async () => {
    const other = await withSystem(desk.db, (tx) =>
      makeWorkspace(tx, { personName: 'Boss', name: 'Studio Nord', zone: 'Europe/Rome', language: 'en' }),
    )
    await withWorkspace(desk.db, other.workspaceId, (tx) => changeBrand(tx, other.workspaceId, { setUpAt: new Date() }))
    const invited = { workspaceId: other.workspaceId, hash: 'n', name: 'Marta', role: 'approver' as const }
    const expiresAt = new Date(desk.clock.now().getTime() + 60_000)
    await withWorkspace(desk.db, other.workspaceId, (tx) =>
      writeInvitation(tx, { ...invited, invitedBy: other.memberId, expiresAt }),
    )
    const { personId } = marta.seat
    await withSystem(desk.db, (tx) => useInvitation(tx, { hash: 'n', now: desk.clock.now(), personId, name: 'Marta' }))
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    const card = await marta.hears()
    await desk.person.says('remove Marta from the team')
    await desk.person.presses('Remove')
    expect(said(await marta.pressesId(approve(card)))).toContain('another conversation')
    expect(await statuses()).toEqual(['awaiting_approval'])
    expect(await yeses()).toEqual([0, 0, 0])
    expect((await marta.says('drafts')).length).toBeGreaterThan(0)
  })
})

describe('a yes', () => {
  it('of a viewer is refused with the role, written down, and counts for nothing', async () => {
    const vera = await desk.seats('Vera', 'viewer')
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    expect(said(await vera.pressesId(approve(await vera.says('show 1'))))).toContain('role')
    expect(await refusals(vera.seat)).toEqual(['role'])
    expect([await statuses(), await yeses()]).toEqual([['awaiting_approval'], [0, 0, 0]])
  })

  it('to a version that changed is refused, written down, and counts for nothing', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    const card = await marta.hears()
    await luca.says('change it to: The new oven is here. Bread from Saturday on.')
    expect(said(await marta.pressesId(approve(card)))).toContain('before the post was changed')
    expect(await refusals(marta.seat)).toEqual(['stale'])
    expect([await statuses(), await yeses()]).toEqual([['draft'], [0, 0, 0]])
  })

  it('of two approvers at once is one approval; the other hears it, and that is written down', async () => {
    const paolo = await desk.seats('Paolo', 'approver')
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    const cards = [approve(await marta.hears()), approve(await paolo.hears())]
    const both = await Promise.all([marta.pressesId(cards[0] ?? ''), paolo.pressesId(cards[1] ?? '')])
    expect(both.filter((replies) => said(replies).startsWith('Approved'))).toHaveLength(1)
    expect(both.filter((replies) => said(replies).includes('approved already'))).toHaveLength(1)
    expect([...(await refusals(marta.seat)), ...(await refusals(paolo.seat))]).toEqual(['alreadyApproved'])
    expect([await statuses(), await yeses()]).toEqual([['scheduled'], [1, 1, 1]])
  })

  it('of the author alone under a policy of two is refused with the reason, by a press, in words and by a list', async () => {
    await desk.seats('Carl', 'approver', true)
    await desk.person.says('two approvals: team then client')
    await desk.person.says('make Marta a viewer')
    await desk.person.says('Nobody else of the team is here to say yes to this. tomorrow at nine')
    for (const replies of [await desk.person.presses('Approve'), await desk.person.says('approve')])
      expect(said(replies)).toContain('Nobody is here who may say yes')
    expect(said(await desk.person.says('approve all'))).toContain('Nothing waits for your yes')
    expect(await refusals(desk.seat)).toEqual(['nobody', 'nobody'])
    expect([await statuses(), await yeses()]).toEqual([['draft'], [0, 0, 0]])
  })

  it('that was given stands when its member is removed, and its post goes out', async () => {
    await luca.says('The new oven is here. Bread from Friday on. tomorrow at nine')
    await luca.presses('Approve')
    await marta.presses('Approve')
    await desk.person.says('remove Marta from the team')
    const [removed] = await desk.person.presses('Remove')
    expect(removed?.text).toContain('One post is planned on their yes')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    expect(await statuses()).toEqual(['published'])
  })
})
