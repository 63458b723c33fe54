// Standing weekly hours: said, listed, taken away; and the next one that is still free.
import type { Tx } from '../../db/client.ts'
import { addSlots, getSlots, removeSlots, takenMoments } from '../../db/slots.ts'
import type { Intent } from '../intent.ts'
import { nextSlots, type Slot } from '../time/slots.ts'
import { resolve, type Wall } from '../time/wall.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'

/** Changes or lists the slots of the workspace. */
export function slots(turn: Turn, intent: Extract<Intent, { kind: 'slots' }>): Commit {
  return async (tx) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    if (intent.how === 'set') await removeSlots(tx, 'all')
    if (intent.how === 'set' || intent.how === 'add') await addSlots(tx, turn.workspaceId, intent.slots)
    if (intent.how === 'remove') await removeSlots(tx, intent.slots.length === 0 ? 'all' : intent.slots)
    return [{ kind: 'slots', slots: await known(tx), zone: turn.brand.zone, next: await freeSlot(tx, turn) }]
  }
}

/** The next slot in which nothing is planned; null where there are no slots. */
export async function freeSlot(tx: Tx, turn: Pick<Turn, 'brand' | 'now'>): Promise<Wall | null> {
  const list = await known(tx)
  if (list.length === 0) return null
  const taken = new Set((await takenMoments(tx, turn.now)).map((at) => at.getTime()))
  const coming = nextSlots(list, turn.now, turn.brand.zone, taken.size + list.length + 1)
  const free = coming.find((wall) => {
    const resolved = resolve(wall)
    return !taken.has((resolved.kind === 'overlap' ? resolved.earlier : resolved.at).getTime())
  })
  return free ?? null
}

async function known(tx: Tx): Promise<Slot[]> {
  const isWeekday = (n: number): n is Slot['weekday'] => Number.isInteger(n) && n >= 1 && n <= 7
  return (await getSlots(tx)).flatMap(({ weekday, time }) => (isWeekday(weekday) ? [{ weekday, time }] : []))
}
