// The week of a workspace: its report, its picture, and the digest every Monday morning.
import { Temporal } from 'temporal-polyfill'
import { getBrand } from '../../db/brands.ts'
import { conversationsOfOwners } from '../../db/checks.ts'
import { withSystem, withWorkspace } from '../../db/client.ts'
import { counted, digestsDue, moveDigest } from '../../db/snapshots.ts'
import type { Language } from '../../db/words.ts'
import type { Context } from '../context.ts'
import { keepDrawn } from '../media/keep.ts'
import { nextSlots } from '../time/slots.ts'
import { midnight, resolve, toWall } from '../time/wall.ts'
import { drawWeek } from './chart.ts'
import { type Report, reportOf } from './report.ts'

const digestSlot = { weekday: 1, time: '09:00' } as const

/** Which days: those of the calendar week before this one, or the last seven until now. */
export type Week = 'last' | 'seven'

/** A week with its picture, where there is something to draw: the id of a kept file. */
export type WeekReport = { report: Report; picture: string | null; zone: string }

/** Reads, sums up and draws a week of a workspace. */
export async function weekOf(
  ctx: Context,
  given: { workspaceId: string; zone: string; week: Week; title: string; language: Language },
): Promise<WeekReport> {
  const { workspaceId, zone, week, title, language } = given
  const { before, from, to } = bounds(ctx.clock.now(), zone, week)
  const read = await withWorkspace(ctx.db, workspaceId, async (tx) => ({
    now: await counted(tx, { from, to }),
    before: await counted(tx, { from: before, to: from }),
  }))
  const report = reportOf({ from, to, ...read })
  const posts = read.now.filter(({ at }) => at !== null)
  if (posts.length === 0) return { report, picture: null, zone }
  const picture = await drawWeek({ posts, from, days: 7, zone, title, language })
  return { report, picture: (await keepDrawn(ctx, workspaceId, picture, {})).id, zone }
}

function bounds(now: Date, zone: string, week: Week): { before: Date; from: Date; to: Date } {
  const today = Temporal.PlainDate.from(toWall(now, zone).date)
  const end = week === 'last' ? today.subtract({ days: today.dayOfWeek - 1 }) : today.add({ days: 1 })
  const at = (date: Temporal.PlainDate) => midnight(date.toString(), zone)
  const from = end.subtract({ days: 7 })
  return { before: at(from.subtract({ days: 7 })), from: at(from), to: at(end) }
}

/** Says the digest of the week where its Monday morning has come; a week without posts is passed over. */
export async function sayDigests(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  for (const { workspaceId, zone, at } of await withSystem(ctx.db, (tx) => digestsDue(tx, now))) {
    const isDue = at !== null
    const { name, language } = await withWorkspace(ctx.db, workspaceId, getBrand)
    const given = { workspaceId, zone, week: 'last', title: name === '' ? 'Leopost' : name, language } as const
    const week = isDue ? await weekOf(ctx, given) : undefined
    await withSystem(ctx.db, async (tx) => {
      if (!(await moveDigest(tx, { workspaceId, from: at, to: nextMonday(now, zone) }))) return
      if (week === undefined || week.report.posts === 0) return
      for (const conversationId of await conversationsOfOwners(tx, workspaceId))
        await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'week', isDigest: true, ...week })
    })
  }
}

function nextMonday(now: Date, zone: string): Date {
  const [wall] = nextSlots([digestSlot], now, zone, 1)
  if (wall === undefined) throw new Error('a week without a Monday')
  const found = resolve(wall)
  return found.kind === 'overlap' ? found.earlier : found.at
}
