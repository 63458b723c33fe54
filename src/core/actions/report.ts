// How the posts of a week did: sentences and a picture.

import { weekOf } from '../insights/week.ts'
import type { Intent } from '../intent.ts'
import type { Commit, Turn } from '../turn.ts'

/** Reads and draws the week before anything is written; everybody in the workspace may ask. */
export async function report(turn: Turn, { week }: Extract<Intent, { kind: 'report' }>): Promise<Commit> {
  const { workspaceId, brand, language } = turn
  const read = await weekOf(turn, { workspaceId, zone: brand.zone, week, title: brand.name, language })
  return async () => [{ kind: 'week', isDigest: false, ...read }]
}
