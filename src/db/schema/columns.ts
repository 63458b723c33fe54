// What the tables share: the roles, the policies that keep workspaces apart, and a few column shapes.
import { sql } from 'drizzle-orm'
import { bigint, pgPolicy, pgRole, timestamp, uuid } from 'drizzle-orm/pg-core'

/** The role of everything that is done for one workspace: sees only the rows of `app.workspace`. */
export const appRole = pgRole('leopost_app').existing()
/** The role of work across workspaces: the clock, the outbox, sign-in. It has only the grants it needs. */
export const systemRole = pgRole('leopost_system').existing()
/** The role that `backup` reads with: select on everything, nothing else. */
export const backupRole = pgRole('leopost_backup').existing()

/** The three policies of a table that holds a workspace's rows. Called once by every such table. */
export function workspacePolicies(table: string) {
  const own = sql`workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)`
  return [
    pgPolicy(`${table}_workspace`, { for: 'all', to: appRole, using: own, withCheck: own }),
    pgPolicy(`${table}_system`, { for: 'all', to: systemRole, using: sql`true`, withCheck: sql`true` }),
    pgPolicy(`${table}_backup`, { for: 'select', to: backupRole, using: sql`true` }),
  ]
}

/** A primary key nobody can guess. */
export function id() {
  return uuid().primaryKey().defaultRandom()
}

/** An instant. Drizzle's casing names the column after the property. */
export function instant() {
  return timestamp({ withTimezone: true, mode: 'date' })
}

/** The moment the row was written, by the process's clock where it is given. */
export function createdAt() {
  return instant().notNull().defaultNow()
}

/** A key in order of arrival. */
export function serial() {
  return bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
}
