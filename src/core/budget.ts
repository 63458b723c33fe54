// The days and months that money is counted for: those of the brand's clock.
import { getBrand } from '../db/brands.ts'
import type { Period } from '../db/budgets.ts'
import type { Tx } from '../db/client.ts'
import { midnight, toWall } from './time/wall.ts'

/** The day and the month that an instant belongs to, by the clock of the workspace of this transaction. */
export async function periodOf(tx: Tx, at: Date): Promise<Period> {
  const { zone } = await getBrand(tx)
  return periodIn(zone, at)
}

/** The day and the month of an instant on a clock. */
export function periodIn(zone: string, at: Date): Period {
  const { date } = toWall(at, zone)
  return { day: date, month: date.slice(0, 7) }
}

/** The instants at which a day and its month began on a clock. */
export function beginningsOf(zone: string, { day, month }: Period): { day: Date; month: Date } {
  return { day: midnight(day, zone), month: midnight(`${month}-01`, zone) }
}
