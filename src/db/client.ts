// The connection to PostgreSQL: one postgres.js pool under Drizzle, and the two ways to use it.
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema/index.ts'

/** The database of this process. Bare queries see no workspace row: use `withWorkspace` or `withSystem`. */
export type Db = ReturnType<typeof connect>['db']
/** A transaction that has a role. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

/** Opens a pool; `onStatement` is told each statement before it leaves. `end` closes it after `timeoutSeconds`. Errors of the server pass through as postgres.js gives them. */
export function connect(options: { url: string; max?: number; name?: string; onStatement?: (text: string) => void }) {
  const { onStatement } = options
  const client = postgres(options.url, {
    max: options.max ?? 10,
    connect_timeout: 10,
    idle_timeout: 0,
    onnotice: () => undefined,
    ...(onStatement !== undefined && { debug: (_connection: number, text: string) => onStatement(text) }),
    connection: { application_name: options.name ?? 'leopost' },
  })
  return {
    db: drizzle(client, { schema, casing: 'snake_case' }),
    end: (timeoutSeconds = 5) => client.end({ timeout: timeoutSeconds }),
  }
}

/** Runs `work` in one transaction that sees the rows of one workspace and no other. */
export function withWorkspace<T>(db: Db, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await asWorkspace(tx, workspaceId)
    return work(tx)
  })
}

/** Runs `work` in one transaction across workspaces, with only the grants of the system role. */
export function withSystem<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await asSystem(tx)
    return work(tx)
  })
}

/** From here on the transaction acts for one workspace. */
export async function asWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('role', 'leopost_app', true), set_config('app.workspace', ${workspaceId}, true)`,
  )
}

/** From here on the transaction acts across workspaces. */
export async function asSystem(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('role', 'leopost_system', true), set_config('app.workspace', '', true)`)
}
