// Finding a member by the name somebody says.
import type { Teammate } from '../../db/team.ts'
import { fold } from '../time/fold.ts'
import type { TeamOutcome } from './outcome.ts'

type Refused = Extract<TeamOutcome, { kind: 'teamRefused' }>

/** The member of this name: the whole of it, else its beginning; or why nobody is certainly meant. */
export function named(
  team: readonly Teammate[],
  name: string,
): { ok: true; member: Teammate } | { ok: false; outcome: Refused } {
  const said = plain(name)
  const exact = team.filter((one) => plain(one.name) === said)
  const found = exact.length > 0 ? exact : team.filter((one) => plain(one.name).startsWith(`${said} `))
  const [member, other] = found
  if (member !== undefined && other === undefined) return { ok: true, member }
  const why = member === undefined ? 'noSuchMember' : 'severalMembers'
  return { ok: false, outcome: { kind: 'teamRefused', why, names: [name.trim()] } }
}

function plain(name: string): string {
  return fold(name).text.trim().replace(/\s+/gu, ' ')
}
