// The connection to PostgreSQL: one postgres.js pool under Drizzle, and the two ways to use it.
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema/index.ts'

/** The database of this process. Bare queries see no workspace row: use `withWorkspace`, `withSystem` or `readSystem`. */
export type Db = ReturnType<typeof open>['db']
/** A transaction that has a role. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

type Options = { url: string; max?: number; name?: string; onStatement?: (text: string) => void }

/** The pool whose connections are the system role from the start: it saves a round trip for each piece of work. */
const systemPools = new WeakMap<Db, Db>()

/**
 * Opens the pools; `max` connections each. `onStatement` is told each statement before it leaves. `end` closes them after
 * `timeoutSeconds`. Errors of the server pass through as postgres.js gives them.
 */
export function connect(options: Options) {
  const plain = open(options, {})
  const system = open(options, { role: 'leopost_system' })
  systemPools.set(plain.db, system.db)
  return {
    db: plain.db,
    async end(timeoutSeconds = 5): Promise<void> {
      await Promise.all([plain.client.end({ timeout: timeoutSeconds }), system.client.end({ timeout: timeoutSeconds })])
    },
  }
}

function open({ url, max, name, onStatement }: Options, connection: Record<string, string>) {
  const client = postgres(url, {
    max: max ?? 10,
    connect_timeout: 10,
    idle_timeout: 0,
    onnotice: () => undefined,
    ...(onStatement !== undefined && { debug: (_connection: number, text: string) => onStatement(text) }),
    connection: { application_name: name ?? 'leopost', ...connection },
  })
  return { client, db: drizzle(prepared(client), { schema, casing: 'snake_case' }) }
}

/** Statements with more values than this are of many lengths: they are not kept by the server. */
const mostKeptValues = 40

/**
 * Statements are prepared once a connection. Drizzle asks for none of that, and a statement that is not prepared costs
 * two round trips: one to learn the types of its values, one to run it.
 */
function prepared<T extends postgres.Sql | postgres.TransactionSql>(client: T): T {
  // Each of these is named before it is set: Node keeps a function that is written as it is set, with all that it knows, until
  // the next full collection.
  const { unsafe } = client
  const askPrepared = (text: string, values: never[] = [], options = {}) =>
    unsafe(text, values, { ...options, prepare: values.length > 0 && values.length <= mostKeptValues })
  client.unsafe = askPrepared as typeof unsafe
  if ('begin' in client) {
    const { begin } = client
    const beginPrepared = (first: never, second?: (tx: postgres.TransactionSql) => unknown) =>
      second === undefined
        ? begin((tx) => (first as (tx: postgres.TransactionSql) => unknown)(prepared(tx)))
        : begin(first, (tx) => second(prepared(tx)))
    client.begin = beginPrepared as typeof begin
  } else {
    const { savepoint } = client
    const savePrepared = (work: (tx: postgres.TransactionSql) => unknown) => savepoint((tx) => work(prepared(tx)))
    client.savepoint = savePrepared as typeof savepoint
  }
  return client
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
  return systemOf(db).transaction(work)
}

/** Runs `work` across workspaces without a transaction: for reads, and for a write that is one statement. */
export function readSystem<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  // A query function uses only what a pool and a transaction have in common.
  return work(systemOf(db) as unknown as Tx)
}

/** The system role's connections themselves, for a library that brings its own SQL. */
export function systemClient(db: Db): Db['$client'] {
  return systemOf(db).$client
}

function systemOf(db: Db): Db {
  const system = systemPools.get(db)
  if (system === undefined) throw new Error('this database was not opened by connect')
  return system
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

/** From here on the transaction may take any row of one workspace away, and of no other. */
export async function asEraser(tx: Tx, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('role', 'leopost_eraser', true), set_config('app.workspace', ${workspaceId}, true)`,
  )
}

/** Runs a piece of the work of a workspace's transaction as the system role, and comes back. */
export async function beyond<T>(tx: Tx, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  await asSystem(tx)
  const result = await work(tx)
  await asWorkspace(tx, workspaceId)
  return result
}
