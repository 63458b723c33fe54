// Looking after connected accounts: once a day each is kept alive and what its network says is read again, and whatever is
// near is looked at before it is needed.
import { withSystem } from '../../db/client.ts'
import { takeToTend } from '../../db/credentials.ts'
import { announceEnds, checkAccess, lookAt } from './check.ts'

const everyMs = 24 * 3_600_000
const lookEveryMs = 60_000

type Tending = Parameters<typeof lookAt>[0]

/** Looks after accounts from time to time, then does what else is to be done so often. `start` returns at once; `stop` waits for what is under way. */
export function createTending(ctx: Tending, more: (signal: AbortSignal) => Promise<void> = async () => undefined) {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  function look(): void {
    looking ??= lookAfter(ctx, stopping.signal)
      .then(() => more(stopping.signal))
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

/** Everything that is to be done for accounts now. */
async function lookAfter(ctx: Tending, signal: AbortSignal): Promise<void> {
  await checkAccess(ctx, signal)
  await tendAccounts(ctx, signal)
  await announceEnds(ctx)
}

/** Looks after every account that was not in the last day, one after the other; safe in several processes at once. */
export async function tendAccounts(ctx: Tending, signal: AbortSignal): Promise<void> {
  const platforms = [...ctx.platforms.values()].filter(({ tend }) => tend !== undefined).map(({ id }) => id)
  while (!signal.aborted) {
    const now = ctx.clock.now()
    const before = new Date(now.getTime() - everyMs)
    const account = await withSystem(ctx.db, (tx) => takeToTend(tx, { platforms, before, now }))
    if (account === undefined) return
    await lookAt(ctx, account)
  }
}
