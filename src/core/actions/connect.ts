// Connecting a network: never by what is typed in a chat, always by a page of this installation.
import type { Intent } from '../intent.ts'
import type { PlatformId } from '../platform.ts'
import { pageFor } from '../sign-in/page.ts'
import { type Commit, mayConnect, refusal, type Turn } from '../turn.ts'

/** Says where a network is connected. */
export function connect(turn: Turn, { platform }: Extract<Intent, { kind: 'connect' }>): Commit {
  return async (tx) => {
    if (!mayConnect(turn)) return [refusal(turn)]
    const platforms = connectable(turn)
    if (platform === undefined) return [{ kind: 'connectWhich', platforms }]
    if (!platforms.includes(platform)) return [{ kind: 'cannotConnect', platform, platforms }]
    return [{ kind: 'connectAt', platform, ...(await pageFor(tx, turn, `/connections/${platform}`)) }]
  }
}

/** What can be connected here. */
export function connectable({ platforms }: Pick<Turn, 'platforms'>): PlatformId[] {
  return [...platforms.values()].filter((one) => one.connect !== undefined).map(({ id }) => id)
}
