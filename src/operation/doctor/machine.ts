// What the doctor looks at on this machine: Node, the data folder, the key, the port, the public address.
import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { keyFile, openKeyring } from '../../core/keyring.ts'
import { explain } from '../explain.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

const leastNode = 24

/** The Node this runs on. */
export function checkNode(version: string): Finding {
  return Number(version.split('.')[0]) >= leastNode
    ? ok('Node', version)
    : fail('Node', `${version} is too old`, 'run Leopost through npm, which brings its own Node, after: npm ci')
}

/** Whether the data folder can be written to and has room. */
export async function checkFolder({ dataDir }: Config): Promise<Finding> {
  const probe = join(dataDir, `.probe-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(dataDir, { recursive: true })
    await writeFile(probe, 'x', { flush: true })
  } catch (error) {
    return fail('data folder', explain(error, { dataDir }), 'give the folder to this user, or set DATA_DIR')
  } finally {
    // Where it could not be written there is nothing to remove.
    await rm(probe, { force: true }).catch(() => undefined)
  }
  const { bavail, bsize } = await statfs(dataDir)
  const megabytes = Math.round((bavail * bsize) / 1e6)
  const say = `${dataDir}, ${megabytes > 9_999 ? `${Math.round(megabytes / 1000)} GB` : `${megabytes} MB`} free`
  if (megabytes < 100) return fail('data folder', say, 'make room on this disk')
  return megabytes < 1_000 ? warn('data folder', say, 'make room on this disk soon') : ok('data folder', say)
}

/** Whether there is a key, only its owner can read it, and it is the one the database was sealed with. */
export async function checkKey({ dataDir, key }: Config, sealedWith: string | undefined): Promise<Finding> {
  const place = key === undefined ? keyFile(dataDir) : 'LEOPOST_KEY'
  try {
    const { keys } = await openKeyring({ dataDir, given: key })
    if (sealedWith !== undefined && !keys.some(({ id }) => id === sealedWith))
      return fail(
        'key',
        `${place} is not the key this database was sealed with (${sealedWith})`,
        'put the right key there; if it is lost for good: npm run -s leopost -- rotate-key --lost',
      )
    const mode = key === undefined && process.platform !== 'win32' ? (await stat(place)).mode & 0o777 : 0o600
    if (mode & 0o077) return warn('key', `${place} can be read by others (${mode.toString(8)})`, `chmod 600 ${place}`)
    if (sealedWith !== undefined && sealedWith !== keys[0].id)
      return warn('key', 'a rotation of the key is not finished', 'npm run -s leopost -- rotate-key')
    return ok('key', `${place}, ${keys[0].id}${keys.length > 1 ? `, ${keys.length - 1} older` : ''}`)
  } catch (error) {
    return fail('key', explain(error, { dataDir }), `correct ${place}`)
  }
}

/** Whether the port is free, or served by Leopost already. */
export async function checkPort({ host, port }: Config): Promise<Finding> {
  const fault = await tryPort(host, port)
  const place = `${host}:${port}`
  if (fault === undefined) return ok('port', `${place} is free`)
  if (fault === 'EADDRINUSE' && (await isLeopost(host, port))) return ok('port', `Leopost runs on ${place}`)
  if (fault === 'EADDRINUSE') return fail('port', `${place} is taken by another program`, 'stop it, or set PORT')
  if (fault === 'EACCES') return fail('port', `${place} needs more rights than this user has`, 'set PORT above 1023')
  return fail('port', `${place} cannot be used (${fault})`, 'correct HOST and PORT')
}

/** Whether people elsewhere can reach what is printed as the address. */
export function checkPublicUrl({ publicUrl, host, port, telegram }: Config): Finding {
  const isOpen = !isLoopback(host)
  if (publicUrl === undefined && !isOpen && telegram !== undefined)
    return warn(
      'PUBLIC_URL',
      `not set: links said in Telegram, and the way back from a network that was asked for consent, lead to http://${host}:${port}`,
      'fine while you open them on this machine; else set PUBLIC_URL, or let the network show a code and paste it',
    )
  if (publicUrl === undefined)
    return isOpen
      ? warn('PUBLIC_URL', `not set, while HOST=${host} is open to others`, 'set PUBLIC_URL to the address people use')
      : ok('PUBLIC_URL', 'not set: for this machine only')
  const { protocol, hostname, pathname } = new URL(publicUrl)
  if (pathname !== '/')
    return warn('PUBLIC_URL', `${publicUrl} has a path`, 'give Leopost a host name of its own, without a path')
  return protocol === 'https:' || isLoopback(hostname)
    ? ok('PUBLIC_URL', publicUrl)
    : warn('PUBLIC_URL', `${publicUrl} is not https: links and sessions can be read on the way`, 'use https')
}

function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host)
}

async function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

async function isLeopost(host: string, port: number): Promise<boolean> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? (host === '::' ? '[::1]' : `[${host}]`) : host
  try {
    const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(3_000) })
    const body: unknown = await answer.json()
    return answer.ok && typeof body === 'object' && body !== null && 'status' in body && body.status === 'alive'
  } catch {
    // Whatever serves this port does not speak as Leopost does.
    return false
  }
}
