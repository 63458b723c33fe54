// Watching over the private server: when it dies under a process that runs, it is started again.
import { type PrivateServer, type PrivateServerConfig, startPrivateServer } from '../embedded.ts'

/** What is watched, and how often it is looked at. */
export type Kept = {
  server: PrivateServer
  config: PrivateServerConfig
  log: { info(line: string): void; error(line: string): void }
  everyMs?: number
}

/**
 * Looks after a server in use until `stop`, which waits for a start that is under way. A server that is started again has
 * its old port and passwords, so that pools find it.
 */
export function keepServer({ server, config, log, everyMs = 1_000 }: Kept): { stop(): Promise<void> } {
  let stopped = false
  let looking: Promise<void> | undefined
  let failed = ''
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }, everyMs)
  timer.unref()

  async function look(): Promise<void> {
    try {
      if ((await server.isRunning()) || stopped) return
      const began = performance.now()
      const again = await startPrivateServer(config)
      // This only gives up the second use: the server goes on for as long as the first one lasts.
      await again.stop()
      failed = ''
      const ms = Math.round(performance.now() - began)
      if (again.appUrl === server.appUrl) log.info(`The private PostgreSQL had ended and runs again after ${ms} ms.`)
      else log.error('The private PostgreSQL runs again on another port, because its own was taken: restart Leopost.')
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      if (said !== failed) log.error(`The private PostgreSQL ended and does not start: ${said}`)
      failed = said
    }
  }

  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await looking
    },
  }
}
