// Secrets at rest and secrets compared: sealing under the installation's key, the key's own file, tokens and their
// hashes.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A key of the installation. The id goes into everything sealed with it, so that it is known which key opens what. */
export type InstallationKey = { id: string; key: string }

/** Seals and opens the secrets of a workspace. */
export type Sealer = {
  /** Seals under the current key. The same text gives another result each time. */
  seal(workspaceId: string, plaintext: string): string
  /** Opens what was sealed for this workspace under any of the keys, or throws a `SealError`. */
  open(workspaceId: string, sealed: string): string
  /** Whether this was sealed under the current key; if not, a rotation has yet to seal it again. */
  isCurrent(sealed: string): boolean
}

/** Why something sealed cannot be opened. Never shows any part of it. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const version = 'v1'
const leastKeyLength = 32

/** The keys of an installation, asked for at every use. The first is the current one; the others only open. */
export type Keyring = { readonly keys: readonly [InstallationKey, ...InstallationKey[]] }

/** Seals with AES-256-GCM under a key derived for each workspace from the first key of the ring. */
export function createSealer(ring: Keyring): Sealer {
  for (const { id } of ring.keys)
    if (!/^[\w-]+$/.test(id)) throw new Error('The id of a key may hold letters, digits, - and _ only.')
  return {
    seal(workspaceId, plaintext) {
      const [current] = ring.keys
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', workspaceKey(current, workspaceId), iv)
      cipher.setAAD(bound(current.id, workspaceId))
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, current.id, iv.toString('base64url'), body.toString('base64url')].join('.')
    },
    open(workspaceId, sealed) {
      const { keyId, iv, body, tag } = takeApart(sealed)
      const key = ring.keys.find(({ id }) => id === keyId)
      if (!key)
        throw new SealError(`This secret was sealed with the key ${keyId}, which this installation does not have.`)
      try {
        const decipher = createDecipheriv('aes-256-gcm', workspaceKey(key, workspaceId), iv, { authTagLength: 16 })
        decipher.setAAD(bound(key.id, workspaceId)).setAuthTag(tag)
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new SealError('This secret was changed after it was sealed, or belongs to another workspace.', { cause })
      }
    },
    isCurrent: (sealed) => takeApart(sealed).keyId === ring.keys[0].id,
  }
}

/** A short name for a key by which two processes see that they hold the same one. Tells nothing about the key. */
export function fingerprint(key: string): string {
  return Buffer.from(deriveKey(key, 'fingerprint')).toString('hex').slice(0, 16)
}

/**
 * A key for one purpose, derived from the installation's key. Knowing it gives away neither that key nor another
 * purpose's.
 */
export function deriveKey(key: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', `leopost ${purpose}`, 32))
}

/**
 * The installation's key: the given one, else the one in the data folder, made at the first call and readable by its
 * owner alone.
 */
export async function loadOrMakeKey({
  dataDir,
  given,
}: {
  dataDir: string
  given?: string | undefined
}): Promise<string> {
  if (given !== undefined) return checked(given.trim(), 'LEOPOST_KEY')
  const file = join(dataDir, 'key')
  const key = (await readKey(file)) ?? (await makeKey(dataDir, file))
  return checked(key.trim(), file)
}

/** Compares in a time that does not depend on where the two differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}

/** A new unguessable token, fit for an address. 32 bytes unless told. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** What is stored of a token, from which it cannot be recovered. Only for tokens of `newToken`, not for passwords. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

async function readKey(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

async function makeKey(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const part = join(dataDir, `key.${randomBytes(6).toString('hex')}`)
  await writeFile(part, `${newToken(32)}\n`, { mode: 0o600, flush: true })
  // Linking fails where a key exists, so of two processes at their first start one key wins, and never a half-written
  // one.
  await link(part, file)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    .finally(() => rm(part))
  return readFile(file, 'utf8')
}

function workspaceKey({ key }: InstallationKey, workspaceId: string): Uint8Array {
  return deriveKey(key, `workspace ${workspaceId}`)
}

function bound(keyId: string, workspaceId: string): Buffer {
  return Buffer.from(`${version}.${keyId}.${workspaceId}`)
}

function takeApart(sealed: string): { keyId: string; iv: Buffer; body: Buffer; tag: Buffer } {
  const [format, keyId, iv = '', packed = '', ...more] = sealed.split('.')
  const bytes = Buffer.from(packed, 'base64url')
  if (format !== version || !keyId || more.length > 0 || bytes.length < 16) {
    throw new SealError('This is not a sealed secret of a format that this version knows.')
  }
  return { keyId, iv: Buffer.from(iv, 'base64url'), body: bytes.subarray(0, -16), tag: bytes.subarray(-16) }
}

function checked(key: string, from: string): string {
  if (key.length >= leastKeyLength) return key
  throw new Error(
    `The key in ${from} is too short: it needs ${leastKeyLength} characters or more. Make one with: openssl rand -base64 32`,
  )
}
