// What a database and a media folder hold, as text that two of them can be compared by.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { mediaIn } from '../../src/operation/media-files.ts'

/** Every row of every table of ours, by table. */
export async function contentsOf(databaseUrl: string): Promise<Record<string, string[]>> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    return await sql.begin(async (tx) => {
      await tx`set local role leopost_backup`
      await tx`set local timezone = 'UTC'`
      const tables = await tx<{ name: string }[]>`select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`
      const contents: Record<string, string[]> = {}
      for (const { name } of tables) {
        const rows = await tx.unsafe<{ row: string }[]>(`select to_jsonb(t)::text as row from "${name}" t order by 1`)
        contents[name] = rows.map(({ row }) => row)
      }
      return contents
    })
  } finally {
    await sql.end()
  }
}

/** Every kept file, by its key. */
export async function filesOf(dataDir: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for await (const { key } of mediaIn(dataDir).list()) files[key] = await readFile(join(dataDir, 'media', key), 'utf8')
  return files
}
