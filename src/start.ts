// The only start: environment -> configuration -> database -> adapters -> app; signals -> stop.
import { flushCompileCache } from 'node:module'
import { type App, createApp } from './app.ts'
import { createHooks } from './channels/hook.ts'
import { createChats, createPlatforms } from './channels/index.ts'
import { createLinkReader } from './channels/link.ts'
import { createMailer } from './channels/mail.ts'
import { createGuardedFetch } from './channels/request/guarded-fetch.ts'
import { createRequest } from './channels/request.ts'
import { createSiteReader } from './channels/site.ts'
import { createStorage } from './channels/storage/index.ts'
import { createSiteStudy } from './channels/study.ts'
import { systemClock } from './clock.ts'
import { type Config, loadEnvFile, readConfig } from './config.ts'
import { createProbe } from './core/media/ffprobe.ts'
import { createLinks } from './core/media/links.ts'
import { deriveKey } from './core/secrets.ts'
import { createHolder } from './db/hold.ts'
import { createBoard } from './db/practice.ts'
import { createQuotas } from './db/quotas.ts'
import { makeCode, makeLink } from './http/access.ts'
import { createHttp } from './http/index.ts'
import { openInstallation } from './installation.ts'
import { createLog, type Log } from './log.ts'
import { createDailyBackup } from './operation/daily.ts'
import { explain } from './operation/explain.ts'
import { createOwnModels } from './own-models.ts'

/** Starts everything and says where it is. Returns what stops it. What was started is stopped where the rest cannot be. */
async function start(config: Config, log: Log): Promise<() => Promise<void>> {
  const installation = await openInstallation(config, log)
  installation.keep()
  const running: { stop(): Promise<void> }[] = [{ stop: installation.close }]
  const stop = async () => {
    for (const one of running.splice(0).reverse()) await one.stop()
  }
  try {
    const request = createRequest({
      now: systemClock.now,
      allowPrivateHosts: config.allowPrivateHosts,
      userAgent: 'Leopost',
    })
    running.push({ stop: request.close })
    const guarded = createGuardedFetch(config)
    running.push({ stop: guarded.close })
    const holder = createHolder(installation.databaseUrl)
    running.push({ stop: holder.close })
    const mailer = config.mail === undefined ? undefined : createMailer(config.mail)
    if (mailer !== undefined) running.push({ stop: async () => mailer.close() })
    let publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
    const outside = { telegram: config.telegram, request, now: systemClock.now }
    const app = await createApp({
      databaseUrl: installation.databaseUrl,
      dataDir: config.dataDir,
      clock: systemClock,
      log,
      sealer: installation.sealer,
      signUp: config.signUp,
      zone: config.zone,
      platforms: (db) =>
        createPlatforms({
          ...{
            ...outside,
            apps: config.apps,
            bluesky: config.bluesky,
            limits: config.limits,
            publicUrl: () => publicUrl,
          },
          seeds: () => installation.keyring.keys.map(({ key }) => deriveKey(key, 'client of networks')),
          ...{ board: createBoard(db), quotas: createQuotas({ db, now: systemClock.now }) },
        }),
      chats: createChats({ ...config, ...outside, hold: holder.hold, log }),
      gateway: async (db) => {
        const { anthropic, openai, gemini, compatible } = config.models
        if ([anthropic, openai, gemini, compatible].every((one) => one === undefined)) return undefined
        // The vendors' SDKs are loaded only where a model is on: they take half a second and forty megabytes.
        const { openGateway } = await import('./models.ts')
        return openGateway(config.models, { db, log, now: Date.now })
      },
      ownModels: (db, world) => createOwnModels({ ...config, ...guarded, ...world, db, now: Date.now }),
      ...(mailer !== undefined && { mailer }),
      hooks: createHooks({ ...config, request }),
      storage: createStorage(config),
      ...(config.ffprobe !== undefined && { probe: createProbe(config.ffprobe) }),
      readSite: createSiteReader(request),
      fetchPage: createLinkReader(request),
      publicUrl: () => publicUrl,
      studySite: createSiteStudy({ request, plainHosts: config.allowPrivateHosts }),
      ...(config.publicUrl !== undefined && {
        linkTo: createLinks({ key: installation.key, publicUrl: config.publicUrl, now: systemClock.now }),
      }),
      key: installation.key,
    })
    running.push(app)
    const http = createHttp(app, {
      publicUrl: () => publicUrl,
      key: installation.key,
      isReady: async () => app.isRunning(),
    })
    // First the port: where it is taken, nothing was begun.
    const { url } = await http.start({ host: config.host, port: config.port })
    running.push(http)
    publicUrl = config.publicUrl ?? url
    await app.start()
    if (installation.isPrivate) {
      const daily = createDailyBackup({
        ...{ ...installation, dataDir: config.dataDir, log, now: systemClock.now },
        storage: createStorage(config),
      })
      daily.start()
      running.push(daily)
    }
    process.stdout.write(`Leopost is ready at ${url}\n`)
    process.stdout.write(`Sign in: ${await makeLink(app, { publicUrl, personId: installation.owner.personId })}\n`)
    void invite(app, installation.owner.personId, log)
    // What was compiled for this start is there for the next one, however this process ends.
    flushCompileCache()
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** Says where the owner may talk in each chat that an address opens. One that does not answer now is told, and keeps nobody waiting. */
async function invite({ ctx, chats }: App, personId: string, log: Log): Promise<void> {
  for (const chat of chats.values()) {
    if (chat.invite === undefined) continue
    try {
      process.stdout.write(`Talk to it: ${await chat.invite(await makeCode({ ctx }, personId))}\n`)
    } catch (error) {
      log.warn(
        { chat: chat.id, err: error },
        'this chat cannot be opened now, everything else works; start again for its link',
      )
    }
  }
}

/** Starts what the environment says, and ends with the process. */
export async function main(): Promise<void> {
  loadEnvFile()
  const config = readConfig()
  const log = createLog(config.logLevel)
  const stop = await start(config, log).catch((error: unknown) => {
    throw new Error(explain(error, config), { cause: error })
  })
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
