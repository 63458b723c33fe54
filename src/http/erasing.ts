// Erasing a workspace or oneself: asked for by typing its name, waits for seven days, and is taken back with a button.
import { Hono } from 'hono'
import { beginErasing, keepEverything } from '../core/data/erase.ts'
import { withSystem } from '../db/client.ts'
import { waitingErasure } from '../db/erasures.ts'
import { teamOf } from '../db/team.ts'
import { atMost } from './body.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { demand, mayAdminister } from './identify.ts'
import { erasingPage } from './pages/erasing.ts'
import { written } from './written.ts'

type Refused = 'name' | 'installation' | 'onlyOwner'

/** `/erase` for oneself, and for owners the workspace. Nothing but a browser of the person gets here: no token, no model. */
export function erasingRoutes(house: House) {
  const { db } = house.app.ctx
  const guards = [ownWrites(house), atMost(10_000, 'This is too large for a form.')] as const

  async function page({ asker, desk, zone }: OpenDesk, refused?: Refused) {
    const { personId, workspaceId, memberId } = asker
    const [workspace, person, me] = await withSystem(db, async (tx) => [
      await waitingErasure(tx, workspaceId),
      await waitingErasure(tx, personId),
      (await teamOf(tx, workspaceId)).find(({ id }) => id === memberId),
    ])
    return erasingPage(desk, {
      ...{ zone, name: me?.name ?? '', isOwner: mayAdminister(asker) },
      ...(workspace !== undefined && { workspaceDueAt: workspace.dueAt }),
      ...(person !== undefined && { personDueAt: person.dueAt }),
      ...(refused !== undefined && { refused }),
    })
  }

  /** Begins or takes back; `typed` must be the name of what is to be erased. */
  async function begin(open: OpenDesk, what: 'workspace' | 'person', typed: unknown) {
    const { asker, desk } = open
    const { personId, workspaceId, memberId } = asker
    const subjectId = what === 'workspace' ? workspaceId : personId
    return withSystem(db, async (tx): Promise<Refused | undefined> => {
      const name =
        what === 'workspace' ? desk.workspace : (await teamOf(tx, workspaceId)).find(({ id }) => id === memberId)?.name
      if (typeof typed !== 'string' || typed.trim() === '' || typed.trim() !== name?.trim()) return 'name'
      const by = { workspaceId, memberId }
      const refused = await beginErasing(house.app.ctx, tx, { what, subjectId, personId, by })
      if (refused === undefined) await written(house, tx, asker, `ask to erase ${what}`)
      return refused
    })
  }

  /** What the two forms of one subject do. */
  function forms(what: 'workspace' | 'person') {
    return new Hono<Env>()
      .post(`/erase/${what}`, ...guards, (c) =>
        atDesk(house, c, async (open) => {
          if (what === 'workspace') demand(open.asker, mayAdminister(open.asker))
          const refused = await begin(open, what, (await c.req.parseBody()).name)
          return refused === undefined ? c.redirect('/erase', 303) : c.html(await page(open, refused), 422)
        }),
      )
      .post(`/erase/${what}/undo`, ...guards, (c) =>
        atDesk(house, c, async ({ asker }) => {
          if (what === 'workspace') demand(asker, mayAdminister(asker))
          const subjectId = what === 'workspace' ? asker.workspaceId : asker.personId
          await withSystem(db, async (tx) => {
            const by = { workspaceId: asker.workspaceId, memberId: asker.memberId }
            if (await keepEverything(house.app.ctx, tx, { what, subjectId, by }))
              await written(house, tx, asker, `keep ${what}`)
          })
          return c.redirect('/erase', 303)
        }),
      )
  }

  return new Hono<Env>()
    .get('/erase', (c) => atDesk(house, c, async (open) => c.html(await page(open))))
    .route('/', forms('workspace'))
    .route('/', forms('person'))
}
