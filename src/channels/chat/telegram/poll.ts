// Long polling by one process: waits for updates, and asks for the next ones only when all of these were taken.
import type { Logger } from '../../../core/context.ts'
import { type Calls, pollSeconds, refusalOf } from './api.ts'
import { updateKinds } from './update.ts'

/** How long another process is left to poll before it is asked again who does. */
const holdMs = 5_000
/** An answer without updates that came at once: the server does not wait, so we do. */
const emptyMs = 500

/** What polling is made of. `take` resolves when every update is stored. */
export type PollConfig = {
  calls: Calls
  log: Logger
  hold: () => Promise<boolean>
  /** Done once before the first updates are asked for. */
  prepare: () => Promise<void>
  take: (updates: readonly unknown[]) => Promise<void>
  /** The wait after so many failures in a row. */
  waitMs: (failures: number) => number
  stopping: AbortSignal
}

/** Polls until `stopping`. Trouble is survived by waiting; an update that was not taken comes again. */
export async function poll(config: PollConfig): Promise<void> {
  const { calls, log, stopping } = config
  let offset: number | undefined
  let isReady = false
  let failures = 0
  while (!stopping.aborted) {
    try {
      if (!(await config.hold())) {
        isReady = false
        offset = undefined
        await pause(holdMs, stopping)
        continue
      }
      if (!isReady) await config.prepare()
      isReady = true
      const begun = performance.now()
      const asked = { timeout: pollSeconds, limit: 100, allowed_updates: [...updateKinds] }
      const updates = await calls.getUpdates({ ...asked, ...(offset !== undefined && { offset }) })
      await config.take(updates)
      offset = nextOffset(updates) ?? offset
      if (failures > 0) log.info({ failures }, 'Telegram answers again')
      failures = 0
      if (updates.length === 0 && performance.now() - begun < emptyMs) await pause(emptyMs, stopping)
    } catch (error) {
      if (stopping.aborted) return
      failures++
      tell(log, error, failures)
      const asked = refusalOf(error)?.retryAfter
      await pause(asked === undefined ? config.waitMs(failures) : asked * 1000, stopping)
    }
  }
}

/** One, two, four seconds and so on, to half a minute. */
export function usualWaitMs(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 10))
}

/** Says what is wrong, once a streak aloud. */
export function tell(log: Logger, error: unknown, failures: number): void {
  const code = refusalOf(error)?.code
  if (failures > 1) log.debug({ err: error, failures }, 'Telegram still cannot be reached')
  else if (code === 401 || code === 404) log.error({}, wrongToken)
  else if (code === 409) log.error({}, otherBot)
  else log.warn({ err: error }, 'Telegram cannot be reached; it is tried again, and nothing is lost')
}

/** What is said where Telegram does not know the token. */
export const wrongToken =
  'Telegram does not accept TELEGRAM_BOT_TOKEN. Ask @BotFather for the token of your bot (/token) and set it.'
const otherBot =
  'Somebody else receives the messages of this bot: TELEGRAM_BOT_TOKEN is used by another installation, or a webhook is set elsewhere.'

/** Resolves after so long, or at once when it is time to stop. */
export function pause(ms: number, stopping: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const done = () => {
    clearTimeout(timer)
    stopping.removeEventListener('abort', done)
    resolve()
  }
  const timer = setTimeout(done, ms)
  stopping.addEventListener('abort', done)
  if (stopping.aborted) done()
  return promise
}

function nextOffset(updates: readonly { update_id: number }[]): number | undefined {
  const last = updates.at(-1)
  return last && last.update_id + 1
}
