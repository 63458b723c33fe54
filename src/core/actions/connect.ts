// Connecting a network: never by what is typed in a chat, always by a page of this installation.

import { asSystem, asWorkspace } from '../../db/client.ts'
import { keepLink } from '../../db/tenants.ts'
import type { Intent } from '../intent.ts'
import type { PlatformId } from '../platform.ts'
import { hashToken, newToken } from '../secrets.ts'
import { type Commit, mayConnect, refusal, type Turn } from '../turn.ts'

/** How long a link is good that lets its person in. */
const linkMs = 15 * 60_000

/**
 * Says where a network is connected. To somebody who talks to us alone in another chat the address lets them in, once;
 * on the web they are in already, and a group or a program is told no way in.
 */
export function connect(turn: Turn, { platform }: Extract<Intent, { kind: 'connect' }>): Commit {
  return async (tx) => {
    if (!mayConnect(turn)) return [refusal(turn)]
    const platforms = connectable(turn)
    if (platform === undefined) return [{ kind: 'connectWhich', platforms }]
    if (!platforms.includes(platform)) return [{ kind: 'cannotConnect', platform, platforms }]
    const target = `/connections/${platform}`
    if (!turn.isAlone || turn.scope !== 'admin')
      return [{ kind: 'connectAt', platform, url: `${turn.publicUrl()}${target}`, signsIn: false }]
    const code = newToken()
    const expiresAt = new Date(turn.now.getTime() + linkMs)
    const { workspaceId } = turn
    await asSystem(tx)
    await keepLink(tx, { personId: turn.member.personId, hash: hashToken(code), expiresAt, workspaceId, target })
    await asWorkspace(tx, workspaceId)
    return [{ kind: 'connectAt', platform, url: `${turn.publicUrl()}/sign-in/${code}`, signsIn: true }]
  }
}

/** What can be connected here. */
export function connectable({ platforms }: Pick<Turn, 'platforms'>): PlatformId[] {
  return [...platforms.values()].filter((one) => one.connect !== undefined).map(({ id }) => id)
}
