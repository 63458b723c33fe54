// The order of the migrations: drizzle runs what is younger than the last one a database has, and nothing else.
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { expect, it } from 'vitest'

it('each migration is younger than the one before it, so that none is passed over', () => {
  const ages = readMigrationFiles({ migrationsFolder: 'drizzle' }).map((one) => one.folderMillis)
  expect(ages.length).toBeGreaterThan(10)
  expect(ages).toEqual([...new Set(ages)].toSorted((a, b) => a - b))
})
