// What is in an archive of a workspace: every table as JSON and CSV in pages, the names of its people, every kept file, and a note that explains it.
import type { Db } from '../../db/client.ts'
import type { Storage } from '../media/storage.ts'
import { csvOf, type Entry } from './archive.ts'
import { layDown, pageRows, type Rows } from './rows.ts'

type World = { db: Db; storage: Storage }

/** Everything of a workspace, one file after the other: its rows of one moment, then its files; no connection is held between two of them. */
export async function* contentsOf({ db, storage }: World, workspaceId: string, at: Date): AsyncGenerator<Entry> {
  const rows = await layDown(db, workspaceId)
  try {
    yield* tablesOf(rows)
    const lost: string[] = []
    for await (const key of mediaKeys(rows)) {
      const name = `media/${key.split('/').at(-1)}`
      const body = await storage.get(key)
      if (body === undefined) lost.push(name)
      else yield { name, body }
    }
    const counts = rows.tables.map((table) => `${table.name}: ${table.rows}`)
    yield { name: 'README.txt', body: Buffer.from(noteOf({ at, counts, lost })) }
  } finally {
    await rows.end()
  }
}

async function* tablesOf(rows: Rows): AsyncGenerator<Entry> {
  for (const table of rows.tables) {
    for (let page = 1; page <= table.pages; page++) {
      const found = await rows.read(table.name, page)
      const name = `${table.name}-${String(page).padStart(4, '0')}`
      yield { name: `json/${name}.json`, body: Buffer.from(`${JSON.stringify(found, null, 1)}\n`) }
      yield { name: `csv/${name}.csv`, body: Buffer.from(csvOf(found)) }
    }
  }
}

async function* mediaKeys(rows: Rows): AsyncGenerator<string> {
  const media = rows.tables.find(({ name }) => name === 'media')
  for (let page = 1; page <= (media?.pages ?? 0); page++)
    for (const { key } of await rows.read('media', page)) yield String(key)
}

function noteOf({ at, counts, lost }: { at: Date; counts: string[]; lost: string[] }): string {
  const lines = [
    `Everything of one workspace of Leopost, ${at.toISOString()}. All tables are of one moment; files were copied after it.`,
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
