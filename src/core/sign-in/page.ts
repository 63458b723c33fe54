// The address of a page of this installation, as it is said in a chat.
import { beyond, type Tx } from '../../db/client.ts'
import { keepLink } from '../../db/sessions.ts'
import { hashToken, newToken } from '../secrets.ts'
import type { Turn } from '../turn.ts'

/** How long a link is good that lets its person in. */
const linkMs = 15 * 60_000

/**
 * The address of a page. To somebody who talks to us alone in another chat it lets them in, once; on the web they are in
 * already, and a group or a program is told no way in.
 */
export async function pageFor(
  tx: Tx,
  turn: Pick<Turn, 'isAlone' | 'scope' | 'publicUrl' | 'now' | 'workspaceId' | 'member'>,
  target: string,
): Promise<{ url: string; signsIn: boolean }> {
  if (!turn.isAlone || turn.scope !== 'admin') return { url: `${turn.publicUrl()}${target}`, signsIn: false }
  const code = newToken()
  const expiresAt = new Date(turn.now.getTime() + linkMs)
  const { workspaceId } = turn
  const link = { personId: turn.member.personId, hash: hashToken(code), expiresAt, workspaceId, target }
  await beyond(tx, workspaceId, (system) => keepLink(system, link))
  return { url: `${turn.publicUrl()}/sign-in/${code}`, signsIn: true }
}
