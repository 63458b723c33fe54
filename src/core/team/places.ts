// One person, several workspaces: which one a conversation is about, and how it is changed.
import { beyond } from '../../db/client.ts'
import { placesOf } from '../../db/team.ts'
import { fold } from '../time/fold.ts'
import type { Commit, Turn } from '../turn.ts'
import type { TeamIntent } from './intent.ts'

/** Turns the conversation to another workspace of the person; without a name it lists them. Nothing open is carried over. */
export function switchTo(turn: Turn, { name, workspaceId }: Extract<TeamIntent, { kind: 'switchTo' }>): Commit {
  return async (tx, focus) => {
    const places = await beyond(tx, turn.workspaceId, (system) => placesOf(system, turn.member.personId))
    const shown = places.map((one) => ({ ...one, isHere: one.workspaceId === turn.workspaceId }))
    if (name === undefined && workspaceId === undefined) return [{ kind: 'places', places: shown }]
    const said = name === undefined ? '' : plain(name)
    const exact = places.filter((one) => one.workspaceId === workspaceId || plain(one.name) === said)
    const found = exact.length > 0 ? exact : places.filter((one) => said !== '' && plain(one.name).startsWith(said))
    const [to, other] = found
    if (to === undefined || other !== undefined)
      return [
        { kind: 'teamRefused', why: 'noSuchWorkspace', names: [name ?? ''] },
        { kind: 'places', places: shown },
      ]
    // On the web the browser itself belongs to a workspace; a token of one never reaches another.
    if (turn.chat === 'web') return [{ kind: 'switchOnPage', url: `${turn.publicUrl()}/team` }]
    focus.postId = null
    focus.asked = null
    focus.moveTo = to.workspaceId
    return [{ kind: 'switched', name: to.name, mark: to.mark, because: 'asked' }]
  }
}

function plain(name: string): string {
  return fold(name).text.trim().replace(/\s+/gu, ' ')
}
