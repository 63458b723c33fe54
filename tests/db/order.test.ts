// The order of the migrations: drizzle runs what is younger than the last one a database has, and nothing else.
import { readFileSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { expect, it } from 'vitest'
import * as schema from '../../src/db/schema/index.ts'

it('each migration is younger than the one before it, so that none is passed over', () => {
  const ages = readMigrationFiles({ migrationsFolder: 'drizzle' }).map((one) => one.folderMillis)
  expect(ages.length).toBeGreaterThan(10)
  expect(ages).toEqual([...new Set(ages)].toSorted((a, b) => a - b))
})

it('the last picture of the schema is the schema, so that the next migration brings nothing twice', async () => {
  const { entries } = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8')) as { entries: { idx: number }[] }
  const last = String(entries.at(-1)?.idx).padStart(4, '0')
  const known = JSON.parse(readFileSync(`drizzle/meta/${last}_snapshot.json`, 'utf8'))
  const now = generateDrizzleJson(schema, known.id, undefined, 'snake_case')
  expect(await generateMigration(known, now)).toEqual([])
})
