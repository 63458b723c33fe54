// The page of the team: who is here and what they may do, invitations, whose yes a post needs, and the person's workspaces.
import { Hono } from 'hono'
import type { Outcome } from '../core/outcome.ts'
import { eventsOf } from '../core/team/events.ts'
import type { PolicyWish } from '../core/team/intent.ts'
import { changeRole, invitation, takeOut } from '../core/team/people.ts'
import { fullOf } from '../core/team/plans.ts'
import { policiesSaid, setPolicy } from '../core/team/policies.ts'
import type { Turn } from '../core/turn.ts'
import { eventsAfter, record } from '../db/audit.ts'
import { getBrand } from '../db/brands.ts'
import { beyond, type Tx, withSystem, withWorkspace } from '../db/client.ts'
import { openInvitations, revokeInvitation } from '../db/invitations.ts'
import { moveSession } from '../db/sessions.ts'
import { placesOf, type Teammate, teamOf } from '../db/team.ts'
import { seatOf } from '../db/tenants.ts'
import { type Role, roles } from '../db/words.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { type Asker, demand, mayAdminister } from './identify.ts'
import { teamPage } from './pages/team.ts'
import { saidOf } from './pages/team-words.ts'
import { notFound, ProblemError } from './problem.ts'
import { written } from './written.ts'

/** What the page says after something was done. */
type Said = { said?: string; link?: string }

/** `/team`, with what its forms send, and `POST /switch`. */
export function teamRoutes(house: House) {
  const { db } = house.app.ctx
  const guards = [ownWrites(house), atMost(20_000, 'This is too large for a form.')] as const

  const page = async ({ asker, desk }: OpenDesk, more: Said = {}) => {
    const now = house.app.ctx.clock.now()
    const { workspaceId, personId, memberId } = asker
    const [members, places] = await withSystem(db, async (tx) => [
      await teamOf(tx, workspaceId),
      await placesOf(tx, personId),
    ])
    const [invited, policies] = await withWorkspace(db, workspaceId, async (tx) => [
      await openInvitations(tx, now),
      await policiesSaid(tx, workspaceId),
    ])
    return teamPage(desk, {
      members: members.map((one) => ({ ...one, isYou: one.id === memberId })),
      invited: invited.map(({ id, name, role, isClient, expiresAt }) => ({ id, name, role, isClient, expiresAt })),
      policies,
      places: places.map((one) => ({ ...one, isHere: one.workspaceId === workspaceId })),
      mayManage: mayAdminister(asker),
      ...more,
    })
  }

  /** Does what a form of an owner asks for in one transaction, writes it down, and shows the page with what came of it. */
  const managed = (
    open: OpenDesk,
    act: (tx: Tx, manager: Manager) => Promise<{ outcomes: Outcome[]; link?: string }>,
  ) => {
    const { asker, desk } = open
    demand(asker, mayAdminister(asker))
    return withWorkspace(db, asker.workspaceId, async (tx) => {
      const manager = await managerOf(house, tx, asker)
      const { outcomes, link } = await act(tx, manager)
      await record(tx, eventsOf(manager, outcomes))
      const said = outcomes.map((outcome) => saidOf(outcome, desk.language)).join(' ')
      return { said, ...(link !== undefined && { link }) }
    })
  }

  return new Hono<Env>()
    .get('/team', (c) => atDesk(house, c, async (open) => c.html(await page(open))))
    .get('/team/audit.csv', (c) =>
      atDesk(house, c, async ({ asker }) => {
        demand(asker, mayAdminister(asker))
        const csv = await withWorkspace(db, asker.workspaceId, auditCsv)
        c.header('Content-Disposition', 'attachment; filename="audit.csv"')
        return c.body(csv, 200, { 'Content-Type': 'text/csv; charset=utf-8' })
      }),
    )
    .post('/team/invite', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const form = await c.req.parseBody()
        const { role, isClient } = roleIn(form.role)
        const name = text(form.name)
        if (name === '') throw new ProblemError(422, 'An invitation needs a name.')
        const done = await managed(open, async (tx, manager) => {
          const full = await fullOf(tx, 'members', { now: manager.now })
          if (full !== undefined) return { outcomes: [full] }
          const { code } = await invitation(tx, manager, { name, role, isClient })
          const link = `${house.publicUrl()}/join/${code}`
          return {
            outcomes: [{ kind: 'invited', name, role, isClient, url: link, chatUrl: null, code, days: 7 }],
            link,
          }
        })
        return c.html(await page(open, done))
      }),
    )
    .post('/team/invitations/:id/revoke', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { asker } = open
        demand(asker, mayAdminister(asker))
        const now = house.app.ctx.clock.now()
        const id = c.req.param('id')
        const isGone =
          isId(id) &&
          (await withWorkspace(db, asker.workspaceId, async (tx) => {
            const isRevoked = await revokeInvitation(tx, id, now)
            if (isRevoked) await written(house, tx, asker, 'take back invitation', { invitation: id })
            return isRevoked
          }))
        if (!isGone) throw notFound('invitation')
        return c.redirect('/team', 303)
      }),
    )
    .post('/team/members/:id/role', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const to = roleIn((await c.req.parseBody()).role)
        const done = await managed(open, async (tx, manager) => {
          const team = await membersOf(tx, manager)
          const outcome = await changeRole(tx, manager, memberIn(team, c.req.param('id')), { ...to, team })
          return { outcomes: [outcome] }
        })
        return c.html(await page(open, done))
      }),
    )
    .post('/team/members/:id/remove', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const done = await managed(open, async (tx, manager) => {
          const member = memberIn(await membersOf(tx, manager), c.req.param('id'))
          if (member.id === manager.member.id)
            return { outcomes: [{ kind: 'teamRefused', why: 'yourself', names: [] }] }
          return { outcomes: [await takeOut(tx, manager, member)] }
        })
        return c.html(await page(open, done))
      }),
    )
    .post('/team/policy', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const form = await c.req.parseBody()
        const wish = wishIn(text(form.how), text(form.names))
        const done = await managed(open, async (tx, manager) => ({
          outcomes: await setPolicy(manager, { kind: 'policy', wish, platforms: [] })(tx, {
            postId: null,
            asked: null,
          }),
        }))
        return c.html(await page(open, done))
      }),
    )
    .post('/switch', ...guards, (c) =>
      atDesk(house, c, async ({ asker }) => {
        const wanted = text((await c.req.parseBody()).workspace)
        const seat = isId(wanted) ? await withSystem(db, (tx) => seatOf(tx, asker.personId, wanted)) : undefined
        if (seat === undefined || asker.session === undefined) throw notFound('workspace')
        const { session } = asker
        await withSystem(db, (tx) => moveSession(tx, session, seat.workspaceId))
        return c.redirect('/', 303)
      }),
    )
}

/** Who manages from the page, as the actions know them. */
type Manager = Pick<
  Turn,
  'workspaceId' | 'member' | 'scope' | 'now' | 'tell' | 'platforms' | 'brand' | 'conversationId' | 'bound'
>

async function managerOf(house: House, tx: Tx, asker: Asker): Promise<Manager> {
  const { clock, tell, platforms } = house.app.ctx
  const { workspaceId, memberId, personId, role, scope } = asker
  const { name, voice, audience, zone, language, platforms: networks } = await getBrand(tx)
  const brand = { name, voice, audience, zone, language, platforms: networks }
  // The page is no conversation: what it does is written down without one.
  const nowhere = { conversationId: '00000000-0000-0000-0000-000000000000', bound: undefined }
  return {
    ...nowhere,
    workspaceId,
    member: { id: memberId, personId, role },
    scope,
    now: clock.now(),
    tell,
    platforms,
    brand,
  }
}

/** The whole audit of a workspace, oldest first. Its fields are ids, hashes and codes: nothing a spreadsheet would run. */
async function auditCsv(tx: Tx): Promise<string> {
  const lines = ['number,at,member,act,post,version,hash,conversation,detail,link']
  let after = 0
  for (;;) {
    const found = await eventsAfter(tx, after, 1_000)
    for (const { event, link } of found) {
      const { createdAt, memberId, act, postId, version, hash, conversationId, detail } = event
      const told = Object.entries(detail).map(([key, value]) => `${key}=${value}`)
      const fields = [
        link?.number,
        createdAt.toISOString(),
        memberId,
        act,
        postId,
        version,
        hash,
        conversationId,
        told.join(' '),
        link?.hash,
      ]
      lines.push(fields.map((one) => `"${String(one ?? '').replaceAll('"', '""')}"`).join(','))
    }
    const last = found.at(-1)
    if (last === undefined) return `${lines.join('\r\n')}\r\n`
    after = last.event.id
  }
}

function membersOf(tx: Tx, { workspaceId }: Manager): Promise<Teammate[]> {
  return beyond(tx, workspaceId, (system) => teamOf(system, workspaceId))
}

function memberIn(team: Teammate[], id: string): Teammate {
  const found = team.find((one) => one.id === id)
  if (found === undefined) throw notFound('member')
  return found
}

function roleIn(said: unknown): { role: Role; isClient: boolean } {
  if (said === 'client') return { role: 'approver', isClient: true }
  const role = roles.find((one) => one === said)
  if (role === undefined) throw new ProblemError(422, 'Choose a role from the list.')
  return { role, isClient: false }
}

function wishIn(how: string, names: string): PolicyWish {
  if (how === 'named')
    return { how, names: names.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])) }
  if (how === 'nobody' || how === 'any' || how === 'two') return { how }
  throw new ProblemError(422, 'Choose whose yes is needed from the list.')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().trim().slice(0, 200) : ''
}
