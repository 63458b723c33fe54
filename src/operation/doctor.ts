// Looks at everything an operator can get wrong and says what to do, changing nothing but what any command does: the
// database is started and migrated.
import { type Config, ConfigError, readConfig } from '../config.ts'
import { connect, withSystem } from '../db/client.ts'
import { getInstallation } from '../db/tenants.ts'
import { openDatabase } from '../installation.ts'
import type { Log } from '../log.ts'
import { checkAccounts } from './doctor/accounts.ts'
import { checkDatabase } from './doctor/database.ts'
import { checkFolder, checkKey, checkNode, checkPort, checkPublicUrl } from './doctor/machine.ts'
import { checkOutgoingMail } from './doctor/mail.ts'
import { checkRegistrations } from './doctor/registrations.ts'
import { checkStorage } from './doctor/storage.ts'
import { checkSwitches } from './doctor/switches.ts'
import { checkTelegram } from './doctor/telegram.ts'
import { checkTwilio, checkWhatsAppCloud, checkWhatsAppWeb } from './doctor/whatsapp.ts'
import { checkBackups, checkWork } from './doctor/work.ts'
import { explain } from './explain.ts'
import { type Finding, fail, ok } from './finding.ts'

/** Everything the doctor found, in the order it is read. */
export async function examine(log: Log, now: Date): Promise<Finding[]> {
  const node = checkNode(process.versions.node)
  const config = readOrFaults()
  if (Array.isArray(config)) return [...config, node]
  return [
    ok('configuration', 'read'),
    node,
    await checkFolder(config),
    ...(await checkStorage(config)),
    ...(await examineDatabase(config, log, now)),
    await checkPort(config),
    checkPublicUrl(config),
    ...checkSwitches(config),
    ...checkRegistrations(config),
    ...(await checkTelegram(config)),
    ...(await checkWhatsAppCloud(config)),
    ...(await checkTwilio(config)),
    ...(await checkWhatsAppWeb(config)),
    ...(await checkOutgoingMail(config)),
  ]
}

function readOrFaults(): Config | Finding[] {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.faults.map((fault) => fail('configuration', fault, 'correct it in .env or in the environment'))
  }
}

async function examineDatabase(config: Config, log: Log, now: Date): Promise<Finding[]> {
  let database: Awaited<ReturnType<typeof openDatabase>>
  try {
    database = await openDatabase(config, log)
  } catch (error) {
    const key = await checkKey(config, undefined)
    return [fail('database', explain(error, config), 'nothing works without its database'), key]
  }
  const { db, end } = connect({ url: database.databaseUrl, max: 2 })
  try {
    const known = await withSystem(db, getInstallation)
    return [
      ...(await checkDatabase(database)),
      await checkKey(config, known?.keyFingerprint),
      ...(await checkWork(db, now)),
      ...(await checkAccounts(config, db, now)),
      await checkBackups(config.dataDir, database.isPrivate, now),
    ]
  } catch (error) {
    return [fail('database', explain(error, config), 'nothing works without its database')]
  } finally {
    await end()
    await database.close()
  }
}
