// What is in an archive of a workspace: every table as JSON and CSV in pages, the names of its people, every kept file, and a note that explains it.
import { type Db, withSystem, withWorkspace } from '../../db/client.ts'
import { type OwnTable, ownTables, readRows } from '../../db/exports.ts'
import { teamOf } from '../../db/team.ts'
import type { Storage } from '../media/storage.ts'
import { csvOf, type Entry } from './archive.ts'
import { leftOut, secretColumns } from './secrets.ts'

type World = { db: Db; storage: Storage }
type Row = Record<string, unknown>

const pageRows = 500

/** Everything of a workspace, one file after the other; no connection is held between two of them. */
export async function* contentsOf({ db, storage }: World, workspaceId: string, at: Date): AsyncGenerator<Entry> {
  const tables = (await withWorkspace(db, workspaceId, ownTables)).filter(({ name }) => leftOut[name] === undefined)
  const counts: string[] = []
  for (const table of tables) {
    let [page, count] = [0, 0]
    for await (const rows of pagesOf(db, workspaceId, table)) {
      page += 1
      count += rows.length
      const name = `${table.name}-${String(page).padStart(4, '0')}`
      yield { name: `json/${name}.json`, body: Buffer.from(`${JSON.stringify(rows, null, 1)}\n`) }
      yield { name: `csv/${name}.csv`, body: Buffer.from(csvOf(rows)) }
    }
    counts.push(`${table.name}: ${count}`)
  }
  const team = await withSystem(db, (tx) => teamOf(tx, workspaceId, { withRemoved: true }))
  const people = team.map(({ personId, id, name }) => ({ member_id: id, person_id: personId, name }))
  yield { name: 'json/people-0001.json', body: Buffer.from(`${JSON.stringify(people, null, 1)}\n`) }
  yield { name: 'csv/people-0001.csv', body: Buffer.from(csvOf(people)) }
  counts.push(`people: ${people.length}`)
  const lost: string[] = []
  for await (const rows of pagesOf(db, workspaceId, { name: 'media', key: ['id'] })) {
    for (const { key } of rows) {
      const name = `media/${String(key).split('/').at(-1)}`
      const body = await storage.get(String(key))
      if (body === undefined) lost.push(name)
      else yield { name, body }
    }
  }
  yield { name: 'README.txt', body: Buffer.from(noteOf({ at, counts, lost })) }
}

/** The rows of a table in pages, in the order of its key, without what is secret. */
async function* pagesOf(db: Db, workspaceId: string, table: OwnTable): AsyncGenerator<Row[]> {
  const secret = secretColumns[table.name] ?? []
  for (let after = ''; ; ) {
    const found = await withWorkspace(db, workspaceId, (tx) => readRows(tx, table, { after, limit: pageRows }))
    const last = found.at(-1)
    if (last === undefined) return
    yield found.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([column]) => !secret.includes(column))))
    if (found.length < pageRows) return
    after = last.key
  }
}

function noteOf({ at, counts, lost }: { at: Date; counts: string[]; lost: string[] }): string {
  const lines = [
    `Everything of one workspace of Leopost, ${at.toISOString()}.`,
    '',
    `json/ and csv/ hold the same: each table in files of at most ${pageRows} rows. In CSV an apostrophe stands before`,
    'text that a spreadsheet would take for a formula. A table without rows has no file. media/ holds every file;',
    'the table media says what each of them is.',
    '',
    'Not in it: access to networks and models, ids of buttons and invitations, addresses and secrets of webhooks,',
    'requests that are on their way to a network, and what people said in their chats.',
    '',
    'Rows:',
    ...counts,
    ...(lost.length > 0 ? ['', 'Files that are not kept any more:', ...lost] : []),
  ]
  return `${lines.join('\n')}\n`
}
