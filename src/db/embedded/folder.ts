// What the data folder says about its private database: where the cluster lies and the passwords of its roles, in one
// file that only its owner may read.
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const notes = z.object({
  passwords: z.object({ superuser: z.string(), owner: z.string(), login: z.string() }),
  /** Set where the cluster could not be kept in the data folder itself. */
  elsewhere: z.string().optional(),
  /** The port of the last start, taken again when it is free, so that whoever still knows it finds the server. */
  port: z.number().optional(),
  /** Whether the roles and the database have been made. */
  prepared: z.boolean(),
})

/** What is noted about the private database between two starts. */
export type Notes = z.infer<typeof notes>

/** The files of the private database in a data folder, by what they are for. */
export type Files = { home: string; notes: string; startLock: string; useLock: string; log: string; inside: string }

/** Names the files for a major version. Touches nothing. */
export function filesIn(home: string, major: number): Files {
  const at = (ending: string) => join(home, `pg${major}${ending}`)
  return {
    home,
    notes: at('.json'),
    startLock: at('.start.lock'),
    useLock: at('.use.lock'),
    log: at('.log'),
    inside: at(''),
  }
}

/**
 * Reads the notes, or answers undefined for a data folder that has none yet. Throws when the folder belongs to another
 * major version.
 */
export async function readNotes(files: Files, major: number): Promise<Notes | undefined> {
  const names = await readdir(files.home)
  const others = names
    .flatMap((name) => /^pg(\d+)\.json$/.exec(name)?.[1] ?? [])
    .filter((found) => Number(found) !== major)
  if (!names.includes(`pg${major}.json`)) {
    if (others[0]) throw new Error(otherMajor(files.home, others[0], major))
    if (names.includes(`pg${major}`))
      throw new Error(`${files.inside} exists, but ${files.notes} with its passwords is missing.`)
    return undefined
  }
  const read = notes.safeParse(JSON.parse(await readFile(files.notes, 'utf8')))
  if (read.success) return read.data
  throw new Error(`${files.notes} is damaged: it does not hold what Leopost wrote there.`)
}

/** Writes the notes whole or not at all, readable by the owner alone. */
export async function writeNotes(files: Files, changed: Notes): Promise<void> {
  const part = `${files.notes}.${randomBytes(6).toString('hex')}`
  await writeFile(part, `${JSON.stringify(changed, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(part, files.notes)
}

/** New notes with random passwords, for a data folder that has none. */
export function newNotes(elsewhere: string | undefined): Notes {
  const password = () => randomBytes(24).toString('base64url')
  const passwords = { superuser: password(), owner: password(), login: password() }
  return elsewhere === undefined ? { passwords, prepared: false } : { passwords, prepared: false, elsewhere }
}

/** Where the cluster of this data folder goes when it cannot lie in it: always the same place for the same folder. */
export function placeElsewhere(stateDir: string, files: Files): string {
  const hash = createHash('sha256').update(dirname(files.notes)).digest('hex').slice(0, 16)
  return join(stateDir, hash, files.inside.slice(files.home.length + 1))
}

function otherMajor(home: string, found: string, major: number): string {
  return (
    `${home} holds a PostgreSQL ${found} database and this version of Leopost brings PostgreSQL ${major}. ` +
    'Make a backup with the version that wrote it, then restore it into an empty data folder.'
  )
}
