// What the doctor sees of the work: what waits for a person, and the last backup.
import { type Db, withSystem } from '../../db/client.ts'
import { readFigures } from '../../db/figures.ts'
import { listBackups } from '../daily.ts'
import { type Finding, ok, warn } from '../finding.ts'

/** Messages that were set aside, publications that are late or cannot be known. */
export async function checkWork(db: Db, now: Date): Promise<Finding[]> {
  const figures = await withSystem(db, (tx) => readFigures(tx, now))
  const unconfirmed = figures.publications.find((one) => one.status === 'unconfirmed')?.count ?? 0
  return [
    figures.messagesSetAside === 0
      ? ok('messages', `${figures.messagesWaiting} waiting, none set aside`)
      : warn(
          'messages',
          `${figures.messagesSetAside} set aside after three tries`,
          'press Try again in the chat; the log says why',
        ),
    ...(figures.repliesSetAside === 0
      ? []
      : [
          warn(
            'replies',
            `${figures.repliesSetAside} refused by a chat and set aside`,
            'look for "a chat refused a reply" in the log and report it',
          ),
        ]),
    ...(unconfirmed === 0
      ? []
      : [warn('publications', `${unconfirmed} unconfirmed`, 'answer in the chat whether they appeared')]),
    figures.late === 0
      ? ok('publications', `${figures.due} due, none late`)
      : warn(
          'publications',
          `${figures.late} more than a minute late`,
          'start Leopost; else look for a hold or a lost account',
        ),
  ]
}

/** How old the last backup is. */
export async function checkBackups(dataDir: string, isPrivate: boolean, now: Date): Promise<Finding> {
  const [last] = await listBackups(dataDir)
  const byHand = 'npm run -s leopost -- backup FILE'
  if (!isPrivate) return ok('backups', `yours to make with DATABASE_URL: ${byHand}`)
  if (last === undefined) return ok('backups', 'none yet: one is written each day while Leopost runs')
  const hours = Math.round((now.getTime() - last.at.getTime()) / 3_600_000)
  const say = `the last one is ${hours} h old: ${last.file}`
  return hours <= 48
    ? ok('backups', say)
    : warn('backups', say, `start Leopost, which writes one each day, or: ${byHand}`)
}
