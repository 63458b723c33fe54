// Looking after connected accounts once a day: access kept alive, and what each network says of itself read again.
import { withSystem } from '../../db/client.ts'
import { addSettings, takeToTend } from '../../db/credentials.ts'
import { loseAccount } from '../../db/ledger.ts'
import type { Context } from '../context.ts'
import { PlatformError } from '../errors.ts'
import { openAccount } from '../publishing/publisher.ts'

const everyMs = 24 * 3_600_000
const lookEveryMs = 10 * 60_000
const timeoutMs = 30_000

type Tending = Pick<Context, 'db' | 'sealer' | 'clock' | 'log' | 'platforms'>

/** Looks after accounts from time to time. `start` returns at once; `stop` waits for what is under way. */
export function createTending(ctx: Tending) {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  function look(): void {
    looking ??= tendAccounts(ctx, stopping.signal)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'accounts could not be looked after; soon again'))
      .finally(() => {
        looking = undefined
      })
  }

  return {
    start(): void {
      timer = setInterval(look, lookEveryMs)
      timer.unref()
      look()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      stopping.abort()
      await looking
    },
  }
}

/** Looks after every account that was not in the last day, one after the other; safe in several processes at once. */
export async function tendAccounts(ctx: Tending, signal: AbortSignal): Promise<void> {
  const platforms = [...ctx.platforms.values()].filter(({ tend }) => tend !== undefined).map(({ id }) => id)
  while (!signal.aborted) {
    const now = ctx.clock.now()
    const before = new Date(now.getTime() - everyMs)
    const account = await withSystem(ctx.db, (tx) => takeToTend(tx, { platforms, before, now }))
    if (account === undefined) return
    try {
      const open = openAccount(ctx, account.workspaceId, { ...account, lost: false })
      // Not cut off when we stop: a new access that was given but not stored would be lost.
      const said = await ctx.platforms.get(account.platform)?.tend?.(open, AbortSignal.timeout(timeoutMs))
      if (said !== undefined) await withSystem(ctx.db, (tx) => addSettings(tx, account.id, said))
    } catch (error) {
      ctx.log.warn({ account: account.id, err: error }, 'an account could not be looked after; tomorrow again')
      if (error instanceof PlatformError && error.kind === 'auth')
        await withSystem(ctx.db, (tx) => loseAccount(tx, { accountId: account.id, at: now, reason: error.say }))
    }
  }
}
