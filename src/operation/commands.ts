// The table of commands: name -> what it does. Each opens the installation, does one thing and closes it.
import { resolve } from 'node:path'
import { createStorage } from '../channels/storage/index.ts'
import { systemClock } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { openKeyring } from '../core/keyring.ts'
import { connect, type Db, withSystem } from '../db/client.ts'
import { getInstallation, seatOf } from '../db/tenants.ts'
import { scopes } from '../db/words.ts'
import { makeLink, makeToken } from '../http/access.ts'
import { type Installation, openDatabase, openInstallation } from '../installation.ts'
import type { Log } from '../log.ts'
import { auditTrail } from './audit.ts'
import { writeBackup } from './backup.ts'
import { examine } from './doctor.ts'
import { printed } from './finding.ts'
import { restoreBackup } from './restore.ts'
import { resealAll, rotateKey } from './rotate.ts'

/** What a command is given. `print` is for what was asked for, `tell` for the rest. */
export type Asked = {
  log: Log
  file: string
  options: Record<string, string | boolean | undefined>
  print(text: string): void
  tell(text: string): void
}

/** One command: its options as parseArgs takes them, how many words follow it, and the exit code it answers. */
export type Command = {
  name: string
  options: Record<string, { type: 'string' | 'boolean' }>
  arguments: number
  run(asked: Asked): Promise<number>
}

/** Why a command did not do it, in a sentence that is printed as it is. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Printed when a command is not understood. */
export const usage = `Usage: npm run -s leopost -- <command>

  doctor                     checks everything and says what is wrong and the fix
  token [--scope draft|approve|admin] [--workspace ID]
                             prints an API token for the owner (default scope: approve)
  link                       prints a one-time sign-in link for the owner (15 minutes)
  migrate                    brings the database to the shape this version needs
  backup FILE                writes data and media into one file; the key is not in it
  restore FILE [--replace] [--hold]
                             puts a backup back; --replace throws away what is there,
                             --hold pauses all publishing until somebody says resume
  rotate-key [--lost]        makes a new key and seals every stored access with it;
                             --lost gives up what the present key cannot open
  verify-audit               checks everything that was sent against its approval, and the
                             chain over what everybody did
`

/** Every command. */
export const commands: Command[] = [
  { name: 'doctor', options: {}, arguments: 0, run: doctor },
  { name: 'token', options: { scope: { type: 'string' }, workspace: { type: 'string' } }, arguments: 0, run: token },
  { name: 'link', options: {}, arguments: 0, run: link },
  { name: 'migrate', options: {}, arguments: 0, run: migrate },
  { name: 'backup', options: {}, arguments: 1, run: backup },
  { name: 'restore', options: { replace: { type: 'boolean' }, hold: { type: 'boolean' } }, arguments: 1, run: restore },
  { name: 'rotate-key', options: { lost: { type: 'boolean' } }, arguments: 0, run: rotate },
  { name: 'verify-audit', options: {}, arguments: 0, run: verifyAudit },
]

async function doctor({ log, print, tell }: Asked): Promise<number> {
  const findings = await examine(log, systemClock.now())
  for (const finding of findings) print(printed(finding))
  const failed = findings.filter((one) => one.level === 'fail').length
  if (failed > 0) tell(`${failed} of these must be put right before Leopost works.`)
  return failed > 0 ? 1 : 0
}

async function token({ log, options, print, tell }: Asked): Promise<number> {
  const scope = scopes.find((one) => one === (options.scope ?? 'approve'))
  if (scope === undefined) {
    tell(usage)
    return 2
  }
  return atHome(log, async ({ owner }, db) => {
    const workspaceId = String(options.workspace ?? owner.workspaceId)
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(workspaceId)
    const seat = isId ? await withSystem(db, (tx) => seatOf(tx, owner.personId, workspaceId)) : undefined
    if (seat === undefined) throw new Refused(`The owner is a member of no workspace with the id ${workspaceId}.`)
    print(await makeToken({ ctx: { db, clock: systemClock } }, { personId: owner.personId, workspaceId, scope }))
    return 0
  })
}

async function link({ log, print }: Asked): Promise<number> {
  return atHome(log, async ({ owner }, db, config) => {
    const publicUrl = config.publicUrl ?? `http://${reachable(config.host)}:${config.port}`
    print(await makeLink({ ctx: { db, clock: systemClock } }, { publicUrl, personId: owner.personId }))
    return 0
  })
}

async function migrate({ log, tell }: Asked): Promise<number> {
  return atHome(log, async () => {
    tell('The database has the shape this version needs.')
    return 0
  })
}

async function backup({ log, file, tell }: Asked): Promise<number> {
  return atHome(log, async ({ databaseUrl, ownerUrl }, _db, config) => {
    const place = resolve(file)
    const where = { databaseUrl, ownerUrl, dataDir: config.dataDir, storage: createStorage(config) }
    const sum = await writeBackup({ ...where, file: place, now: systemClock.now() })
    tell(`Wrote ${place}: ${sum.rows} rows, ${sum.files} media files, ${sum.bytes} bytes. Keep the key apart from it.`)
    return 0
  })
}

async function restore({ log, file, options, tell }: Asked): Promise<number> {
  const config = readConfig()
  const database = await openDatabase(config, log)
  try {
    const wish = { replace: options.replace === true, hold: options.hold === true, now: systemClock.now() }
    const where = { ownerUrl: database.ownerUrl, dataDir: config.dataDir, storage: createStorage(config) }
    const done = await restoreBackup({ ...where, file: resolve(file), ...wish })
    tell(`Restored ${done.rows} rows and ${done.files} media files, as of ${done.madeAt.toISOString()}.`)
    if (done.asked > 0)
      tell(`${done.asked} posts were due since then and may be out: Leopost asks before it sends them.`)
    if (done.planned > 0 && !wish.hold)
      tell(
        `${done.planned} publications are planned and will go out. If the old installation still runs, stop it first.`,
      )
    if (wish.hold) tell('All publishing is on hold until somebody says resume.')
    await afterRestore(config, database.databaseUrl, done.keyFingerprint, tell)
    return 0
  } finally {
    await database.close()
  }
}

/** Seals what came back with the present key where that is possible, and else says which key is needed. */
async function afterRestore(
  config: Config,
  databaseUrl: string,
  sealedWith: string,
  tell: Asked['tell'],
): Promise<void> {
  const keyring = await openKeyring({ dataDir: config.dataDir, given: config.key })
  if (!keyring.keys.some(({ id }) => id === sealedWith)) {
    tell(
      `Warning: this backup was sealed with another key (${sealedWith}). Leopost starts only with that one: ` +
        `${config.key === undefined ? `put it into ${config.dataDir}/key` : 'set LEOPOST_KEY to it'}. ` +
        'If it is lost for good: npm run -s leopost -- rotate-key --lost',
    )
    return
  }
  if (sealedWith === keyring.keys[0].id) return
  await withDb(databaseUrl, (db) => rotateKey({ ...rotation(config, db, keyring), lost: false }))
}

async function rotate({ log, options, tell }: Asked): Promise<number> {
  const config = readConfig()
  const lost = options.lost === true
  const database = await (lost ? openDatabase(config, log) : openInstallation(config, log))
  try {
    const keyring = await openKeyring({ dataDir: config.dataDir, given: config.key })
    const done = await withDb(database.databaseUrl, async (db) => {
      const asked = { ...rotation(config, db, keyring), lost }
      const first = await rotateKey(asked)
      // What a running process sealed with the old key in that very moment.
      const second = await resealAll(asked)
      return { ...first, resealed: first.resealed + second.resealed, known: await withSystem(db, getInstallation) }
    })
    tell(
      `${done.isNew ? 'Made a new key. ' : ''}${done.resealed} stored accesses were sealed again, with the key ${keyring.keys[0].id}.`,
    )
    if (config.key === undefined && keyring.keys.length > 1)
      tell('The key file keeps the older keys in its other lines, for backups that were made with them.')
    if (done.unopened.length === 0) return 0
    tell(`No key opens these; they must be connected again: ${done.unopened.join(', ')}.`)
    return lost ? 0 : 1
  } finally {
    await database.close()
  }
}

async function verifyAudit({ log, print }: Asked): Promise<number> {
  return atHome(log, async (_home, db) => {
    const { publications, sent, attempts, links, faults } = await auditTrail(db)
    print(`${publications} publications, ${sent} sent or tried, ${attempts} attempts, ${faults.length} faults.`)
    print(`${links} links of the audit.`)
    for (const fault of faults) print(fault)
    return faults.length > 0 ? 1 : 0
  })
}

function rotation(config: Config, db: Db, keyring: Awaited<ReturnType<typeof openKeyring>>) {
  return { db, keyring, dataDir: config.dataDir, fromFile: config.key === undefined, now: systemClock.now() }
}

async function atHome<T>(log: Log, work: (home: Installation, db: Db, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig()
  const home = await openInstallation(config, log)
  try {
    return await withDb(home.databaseUrl, (db) => work(home, db, config))
  } finally {
    await home.close()
  }
}

async function withDb<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const { db, end } = connect({ url, max: 3, name: 'leopost-command' })
  try {
    return await work(db)
  } finally {
    await end()
  }
}

/** A server that listens everywhere is found on this machine too. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
