// The programs of the private server where the package leaves them unusable.
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAs } from '../../src/db/embedded/account.ts'
import { type Binaries, completeBinaries, copyBinaries, findBinaries } from '../../src/db/embedded/binaries.ts'
import { usableBinaries } from '../../src/db/embedded/place.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534, name: 'the user nobody' }
let home: string
let copy: Binaries

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'leopost-programs-'))
  const installed = await findBinaries()
  await completeBinaries(installed)
  copy = await copyBinaries(installed, home)
})

afterAll(() => rm(home, { recursive: true, force: true }))

describe('the programs of PostgreSQL', () => {
  it('run from a copy', async () => {
    expect(await runAs({ name: 'this user' }, copy.postgres, ['--version'])).toContain(`PostgreSQL) ${copy.major}.`)
  })

  it.runIf(process.platform === 'linux')('get the links that an install script would have made', async () => {
    const link = join(copy.root, 'native', 'lib', 'libicuuc.so.60')
    await rm(link)
    await chmod(copy.postgres, 0o644)
    await expect(runAs({ name: 'this user' }, copy.postgres, ['--version'])).rejects.toThrow()
    await completeBinaries(copy)
    expect((await stat(link)).isFile()).toBe(true)
    expect(await runAs({ name: 'this user' }, copy.postgres, ['--version'])).toContain('PostgreSQL')
  })

  it.runIf(isRoot)('are copied to where the account can run them (needs root)', async () => {
    await chmod(home, 0o700)
    const open = await mkdtemp(join(tmpdir(), 'leopost-open-'))
    await chmod(open, 0o755)
    const usable = await usableBinaries(copy, nobody, open)
    expect(usable.root).toBe(join(open, `postgresql-${copy.version}`))
    expect(await runAs(nobody, usable.postgres, ['--version'])).toContain('PostgreSQL')
    await rm(open, { recursive: true })
  })

  it('that cannot run on this system ask for DATABASE_URL', async () => {
    const postgres = join(home, 'postgres-for-another-system')
    await writeFile(postgres, 'not a program', { mode: 0o755 })
    await expect(usableBinaries({ ...copy, postgres }, { name: 'this user' }, home)).rejects.toThrow('Set DATABASE_URL')
  })
})
