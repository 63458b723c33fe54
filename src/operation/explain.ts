// What went wrong, for whoever runs this: one sentence that says what to do, without a stack or a secret.
import { strike } from '../log.ts'

/** The address of the database as it may be shown, to be named in a sentence. */
export type Shown = { databaseUrl?: string | undefined; dataDir?: string | undefined }

/** Says an error in words. What is not known is said as it is. */
export function explain(error: unknown, shown: Shown = {}): string {
  const chain = errorsIn(error)
  for (const one of chain) {
    const said = sentence(one, shown)
    if (said !== undefined) return said
  }
  const told = chain.map((one) => one.message).find((message) => message !== '')
  return strike(told ?? String(error))
}

function sentence(error: Error, { databaseUrl, dataDir = 'the data folder' }: Shown): string | undefined {
  const code = 'code' in error ? String(error.code) : ''
  const where = databaseUrl === undefined ? 'The private PostgreSQL' : `The database at ${placeOf(databaseUrl)}`
  const network: Record<string, string> = {
    ECONNREFUSED: `${where} does not answer: start it, or correct DATABASE_URL.`,
    CONNECT_TIMEOUT: `${where} does not answer in time: check DATABASE_URL and the network.`,
    ENOTFOUND: `${where} is not known by that name: correct DATABASE_URL.`,
    EAI_AGAIN: `${where} cannot be looked up: check DATABASE_URL and the network.`,
    EHOSTUNREACH: `${where} cannot be reached: check DATABASE_URL and the network.`,
    CONNECTION_CLOSED: `${where} closed the connection: see its log.`,
  }
  const postgres: Record<string, string> = {
    '28P01': `${where} refuses the password: correct it in DATABASE_URL or DATABASE_OWNER_URL.`,
    '28000': `${where} refuses this role: ${error.message}.`,
    '3D000': `${where} has no such database: ${error.message}. Create it first.`,
    '42501': `${where} does not allow it: ${error.message}. Migrations need a role that owns the database and has CREATEROLE: set DATABASE_OWNER_URL.`,
    '53300': `${where} has no connection left: raise max_connections or stop something.`,
    '57P03': `${where} is starting up: try again in a moment.`,
  }
  if ('syscall' in error && error.syscall === 'listen') return listening(error, code)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `Leopost may not use ${pathOf(error) ?? dataDir}: give it to this user, or set DATA_DIR.`
  if (code === 'ENOSPC') return `There is no room left on the disk of ${pathOf(error) ?? dataDir}.`
  if (code === 'ENOENT' && pathOf(error)) return `There is no ${pathOf(error)}.`
  if (code === 'EISDIR') return `${pathOf(error) ?? 'That'} is a folder: name a file.`
  return network[code] ?? postgres[code]
}

/** Why Leopost itself cannot listen. */
function listening(error: Error, code: string): string {
  const address = 'address' in error ? String(error.address) : ''
  const port = 'port' in error ? String(error.port) : ''
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${address} is taken, perhaps by Leopost itself: stop what runs there, or set PORT.`
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has: set PORT above 1023.`
  return `Leopost cannot listen on ${address}:${port} (${code}): correct HOST and PORT.`
}

/** An error with its causes, and what a connection tried to several addresses met at each. */
function errorsIn(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const inner = error instanceof AggregateError ? error.errors : []
  return [error, ...inner.flatMap(errorsIn), ...errorsIn(error.cause)]
}

function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || 5432}${pathname}`
}

function pathOf(error: Error): string | undefined {
  return 'path' in error && typeof error.path === 'string' ? error.path : undefined
}
