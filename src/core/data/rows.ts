// The rows of a workspace as they are at one moment, laid down on this machine: in pages, by table, without what is secret.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beyond, type Db, type Tx, withSnapshot } from '../../db/client.ts'
import { type OwnTable, ownTables, readRows } from '../../db/exports.ts'
import { teamOf } from '../../db/team.ts'
import { leftOut, secretColumns } from './secrets.ts'

export type Row = Record<string, unknown>

/** A table that was laid down: so many rows in so many pages. */
export type Laid = { name: string; pages: number; rows: number }

/** The rows that were laid down; `end` takes them away again. */
export type Rows = { tables: Laid[]; read(table: string, page: number): Promise<Row[]>; end(): Promise<void> }

/** Rows of one page at most. */
export const pageRows = 500

/**
 * Lays down every row of a workspace, and the names of its people, in one transaction that reads one moment and waits for
 * nothing but this machine's disk: what is sent elsewhere is sent after it.
 */
export async function layDown(db: Db, workspaceId: string): Promise<Rows> {
  const folder = await mkdtemp(join(tmpdir(), 'leopost-export-'))
  const at = (table: string, page: number) => join(folder, `${table}-${page}.json`)
  const end = () => rm(folder, { recursive: true, force: true })
  const keep = (table: string, page: number, rows: Row[]) =>
    writeFile(at(table, page), JSON.stringify(rows), { mode: 0o600 })
  try {
    const tables = await withSnapshot(db, workspaceId, async (tx) => {
      const laid: Laid[] = []
      for (const table of await ownTables(tx)) {
        if (leftOut[table.name] !== undefined) continue
        let [pages, rows] = [0, 0]
        for await (const page of pagesOf(tx, table)) {
          await keep(table.name, ++pages, page)
          rows += page.length
        }
        laid.push({ name: table.name, pages, rows })
      }
      const team = await beyond(tx, workspaceId, (system) => teamOf(system, workspaceId, { withRemoved: true }))
      const people = team.map(({ personId, id, name }) => ({ member_id: id, person_id: personId, name }))
      await keep('people', 1, people)
      return [...laid, { name: 'people', pages: 1, rows: people.length }]
    })
    return { tables, end, read: async (table, page) => JSON.parse(await readFile(at(table, page), 'utf8')) }
  } catch (error) {
    await end()
    throw error
  }
}

/** The rows of a table in pages, in the order of its key, without what is secret. */
async function* pagesOf(tx: Tx, table: OwnTable): AsyncGenerator<Row[]> {
  const secret = secretColumns[table.name] ?? []
  for (let after = ''; ; ) {
    const found = await readRows(tx, table, { after, limit: pageRows })
    const last = found.at(-1)
    if (last === undefined) return
    yield found.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([column]) => !secret.includes(column))))
    if (found.length < pageRows) return
    after = last.key
  }
}
