// Addresses of databases on the server of the test run.

/** The migrated database that every test database is cloned from. */
export const template = 'leopost_template'

/** The same server and role, another database. */
export function databaseAt(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
