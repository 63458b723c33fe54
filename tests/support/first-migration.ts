// A backup as the first version of the tables would have made it, and what two databases have in common with that version.
import { readFile } from 'node:fs/promises'
import { readArchive, writeArchive } from '../../src/operation/archive.ts'

/** Writes a backup again as the first version would have made it: without the tables and columns that came since. */
export async function asOfFirstMigration(from: string, to: string): Promise<void> {
  const names = await firstColumns()
  await readArchive(from, ({ head, entries, end }) => {
    const old = (table: { name: string; columns: string[] }) => ({
      name: table.name,
      columns: table.columns.filter((column) => names(table.name).includes(column)),
    })
    const tables = head.tables.map(old).filter(({ columns }) => columns.length > 0)
    const migrations = head.migrations.slice(0, 1)
    return writeArchive(to, { head: { ...head, migrations, tables }, signal: undefined }, async (add) => {
      for await (const { name, body } of entries) {
        const bytes = Buffer.concat(await body.toArray())
        const table = head.tables.find((one) => name.split('/').some((part) => part.split('.')[0] === one.name))
        if (table === undefined) await add(name, bytes)
        else if (names(table.name).length > 0) await add(name, withColumns(bytes, table.columns, names(table.name)))
      }
      const { rows, media } = end()
      return { rows: Object.fromEntries(Object.entries(rows).filter(([name]) => names(name).length > 0)), media }
    })
  })
}

/** The names of the columns that a table had in the first version; none for a table that came since. */
async function firstColumns(): Promise<(table: string) => string[]> {
  const shape = JSON.parse(await readFile(new URL('../../drizzle/meta/0000_snapshot.json', import.meta.url), 'utf8'))
  return (table) => {
    const columns: Record<string, { name: string }> = shape.tables[`public.${table}`]?.columns ?? {}
    return Object.values(columns).map(({ name }) => name)
  }
}

/** The rows of every table as the first version knew them. */
export async function ofFirstMigration(contents: Record<string, string[]>): Promise<Record<string, object[]>> {
  const names = await firstColumns()
  const row = (table: string, text: string): object =>
    Object.fromEntries(Object.entries(JSON.parse(text)).filter(([column]) => names(table).includes(column)))
  const tables = Object.entries(contents).filter(([table]) => names(table).length > 0)
  return Object.fromEntries(tables.map(([table, rows]) => [table, rows.map((text) => row(table, text))]))
}

/** Lines of text as COPY writes them, with only these of their columns. */
function withColumns(bytes: Buffer, columns: string[], kept: string[]): Buffer {
  const lines = bytes.toString('utf8').split('\n')
  const cut = lines.map((line) =>
    line === ''
      ? ''
      : line
          .split('\t')
          .filter((_, index) => kept.includes(columns[index] ?? ''))
          .join('\t'),
  )
  return Buffer.from(cut.join('\n'))
}
