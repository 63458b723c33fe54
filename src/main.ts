// The only start: environment -> configuration -> database -> adapters -> app; signals -> stop.
import { createApp } from './app.ts'
import { createPlatforms } from './channels/index.ts'
import { createRequest } from './channels/request.ts'
import { createSiteReader } from './channels/site.ts'
import { systemClock } from './clock.ts'
import { type Config, ConfigError, loadEnvFile, readConfig } from './config.ts'
import { createBoard } from './db/practice.ts'
import { makeLink } from './http/access.ts'
import { createHttp } from './http/index.ts'
import { openInstallation } from './installation.ts'
import { createLog, type Log } from './log.ts'
import { openGateway } from './models.ts'

/** Starts everything and says where it is. Returns what stops it. */
async function start(config: Config, log: Log): Promise<() => Promise<void>> {
  const installation = await openInstallation(config, log)
  const request = createRequest({
    now: systemClock.now,
    allowPrivateHosts: config.allowPrivateHosts,
    userAgent: 'Leopost',
  })
  let publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
  const app = await createApp({
    databaseUrl: installation.databaseUrl,
    dataDir: config.dataDir,
    clock: systemClock,
    log,
    sealer: installation.sealer,
    platforms: (db) => createPlatforms({ board: createBoard(db), publicUrl: () => publicUrl, now: systemClock.now }),
    gateway: (db) => openGateway(config.models, { db, log, now: Date.now }),
    readSite: createSiteReader(request),
  })
  const http = createHttp(app, { publicUrl: () => publicUrl, key: installation.key })
  await app.start()
  const { url } = await http.start({ host: config.host, port: config.port })
  publicUrl = config.publicUrl ?? url
  process.stdout.write(`Leopost is ready at ${url}\n`)
  process.stdout.write(`Sign in: ${await makeLink(app, { publicUrl, personId: installation.owner.personId })}\n`)
  return async () => {
    await http.stop()
    await app.stop()
    await request.close()
    await installation.close()
  }
}

async function main(): Promise<void> {
  loadEnvFile()
  const config = readConfig()
  const log = createLog(config.logLevel)
  const stop = await start(config, log)
  const end = async (signal: string) => {
    log.info({ signal }, 'stopping: what is on its way is finished first')
    try {
      await stop()
      process.exit(0)
    } catch (error) {
      log.error({ err: error }, 'stopping failed')
      process.exit(1)
    }
  }
  process.once('SIGTERM', () => void end('SIGTERM'))
  process.once('SIGINT', () => void end('SIGINT'))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError || error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
