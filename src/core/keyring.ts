// The keys an installation holds: one a line in the key file, or separated by commas in LEOPOST_KEY; the current one
// first. Older ones stay to open what they sealed, in the database or in a backup.
import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fingerprint, type InstallationKey, type Keyring, loadOrMakeKey, newToken } from './secrets.ts'

const leastLength = 32

/**
 * Opens the ring of an installation, making a first key where there is none. A ring on a file follows it: what another
 * process changes there is known at the next use.
 */
export async function openKeyring(given: { dataDir: string; given?: string | undefined }): Promise<Keyring> {
  const first = await loadOrMakeKey(given)
  if (given.given !== undefined) return { keys: keysIn(listed(first), 'LEOPOST_KEY') }
  const file = keyFile(given.dataDir)
  let keys = keysIn(first.split('\n'), file)
  let seen = stamp(file)
  return {
    get keys() {
      const now = stamp(file)
      // A file that was taken away does not take the keys out of a process that runs.
      if (now !== '' && now !== seen) {
        keys = keysIn(readFileSync(file, 'utf8').split('\n'), file)
        seen = now
      }
      return keys
    },
  }
}

/** Where the keys lie when LEOPOST_KEY is not given. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'key')
}

/** Puts a new key in front of those in the file, whole or not at all. From then on everything is sealed with it. */
export async function addKey(dataDir: string, ring: Keyring): Promise<void> {
  const file = keyFile(dataDir)
  const part = `${file}.${randomBytes(6).toString('hex')}`
  const lines = [newToken(32), ...ring.keys.map(({ key }) => key)]
  await writeFile(part, `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
  await rename(part, file)
}

/** A single key may hold commas: only where every part is long enough to be a key do they separate. */
function listed(given: string): string[] {
  const parts = given.split(',').map((part) => part.trim())
  return parts.every((part) => part.length >= leastLength) ? parts : [given]
}

function keysIn(words: string[], from: string): [InstallationKey, ...InstallationKey[]] {
  const keys = words.map((word) => word.trim()).filter((word) => word !== '')
  if (keys.some((key) => key.length < leastLength))
    throw new Error(
      `A key in ${from} is too short: each needs ${leastLength} characters or more (openssl rand -base64 32).`,
    )
  const [current, ...older] = keys.map((key) => ({ id: fingerprint(key), key }))
  if (current === undefined) throw new Error(`There is no key in ${from}.`)
  return [current, ...older]
}

function stamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`
}
