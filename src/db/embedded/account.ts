// The system account that runs the private server: ourselves, or an unprivileged one where we are root, which
// PostgreSQL refuses.
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A system account to run programs as. An empty one means the account of this process. */
export type Account = { uid?: number; gid?: number; name: string }

const run = promisify(execFile)
const unprivilegedId = 65534

/**
 * Whoever owns the existing cluster runs it. For a new one: this process itself, and where that is root `postgres`,
 * else `nobody`.
 */
export async function serverAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: 'this user' }
  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: await nameOf(owner.uid) }
  return (await lookUp('postgres')) ?? (await lookUp('nobody')) ?? nobody()
}

/** Whether the account may enter this folder, tried out and not computed. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  if (account.uid === undefined) return true
  return succeeds('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account)
}

/**
 * Runs a program of PostgreSQL as the account and answers what it printed. It is given no environment of ours, which
 * holds secrets.
 */
export async function runAs(account: Account, program: string, args: string[]): Promise<string> {
  const { stdout } = await run(program, args, { ...spawnAs(account), timeout: 120_000 })
  return stdout
}

/** The part of spawn's options that concerns the account, the folder and the environment. */
export function spawnAs({ uid, gid }: Account): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const ids = uid === undefined || gid === undefined ? {} : { uid, gid }
  return { ...ids, cwd: process.platform === 'win32' ? 'C:\\' : '/', env: { LC_ALL: 'C', TZ: 'UTC' } }
}

async function nameOf(uid: number): Promise<string> {
  const told = await run('id', ['-un', String(uid)]).catch(() => undefined)
  return `the user ${told?.stdout.trim() ?? uid}`
}

async function lookUp(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
  // The group of an account may be root's, which PostgreSQL need not have.
  return uid && gid ? { uid, gid, name: `the user ${name}` } : undefined
}

async function idOf(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const told = await run('id', [flag, name]).catch(() => undefined)
  const id = told && Number(told.stdout.trim())
  // macOS gives nobody the number -2, printed unsigned or not according to its version.
  return id === undefined || !Number.isInteger(id) ? undefined : id >>> 0
}

function nobody(): Account {
  return { uid: unprivilegedId, gid: unprivilegedId, name: 'the user nobody' }
}

async function succeeds(program: string, args: string[], account: Account): Promise<boolean> {
  return runAs(account, program, args).then(
    () => true,
    () => false,
  )
}
