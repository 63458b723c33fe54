// Sealing, the key file, tokens.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createSealer,
  deriveKey,
  fingerprint,
  hashToken,
  loadOrMakeKey,
  newToken,
  SealError,
  sameSecret,
} from '../../src/core/secrets.ts'

const first = { id: 'k1', key: 'a key of the installation, long enough' }
const second = { id: 'k2', key: 'another key of it, which is long enough' }

describe('a sealed secret', () => {
  const sealer = createSealer({ keys: [first] })

  it('opens to what was sealed, for its workspace', () => {
    for (const text of ['', 'token', 'è un segreto 🙂', 'x'.repeat(10_000)]) {
      expect(sealer.open('w1', sealer.seal('w1', text))).toBe(text)
    }
  })

  it('looks different each time and shows nothing of the text', () => {
    const one = sealer.seal('w1', 'hunter2')
    expect(one).not.toBe(sealer.seal('w1', 'hunter2'))
    expect(one).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/)
    expect(one).not.toContain(Buffer.from('hunter2').toString('base64url'))
  })

  it('does not open for another workspace', () => {
    const sealed = sealer.seal('w1', 'hunter2')
    expect(() => sealer.open('w2', sealed)).toThrow(SealError)
    expect(() => sealer.open('w2', sealed)).toThrow('belongs to another workspace')
  })

  it('does not open once any part of it was changed, and the error shows none of it', () => {
    const sealed = sealer.seal('w1', 'hunter2')
    const parts = sealed.split('.')
    for (const index of [2, 3]) {
      const changed = parts
        .map((part, at) => (at === index ? (part.startsWith('A') ? 'B' : 'A') + part.slice(1) : part))
        .join('.')
      const error = thrown(() => sealer.open('w1', changed))
      expect(error).toBeInstanceOf(SealError)
      expect(error.message).not.toContain(parts[3])
    }
    for (const cut of [
      '',
      'v1',
      'v1.k1',
      'v1.k1.AAAA.AAAA',
      'v2.k1.a.b',
      `${sealed}.x`,
      sealed.slice(0, -20),
      'plain',
    ]) {
      expect(() => sealer.open('w1', cut), cut).toThrow(SealError)
    }
  })

  it('does not pass under another key that took its id', () => {
    const other = createSealer({ keys: [{ ...second, id: 'k1' }] })
    expect(() => other.open('w1', sealer.seal('w1', 'hunter2'))).toThrow(SealError)
  })
})

describe('a rotation of the key', () => {
  it('still opens what the old key sealed, seals with the new, and tells them apart', () => {
    const old = createSealer({ keys: [first] }).seal('w1', 'hunter2')
    const both = createSealer({ keys: [second, first] })
    expect(both.open('w1', old)).toBe('hunter2')
    expect(both.isCurrent(old)).toBe(false)
    const renewed = both.seal('w1', 'hunter2')
    expect(both.isCurrent(renewed)).toBe(true)
    expect(createSealer({ keys: [second] }).open('w1', renewed)).toBe('hunter2')
    expect(() => createSealer({ keys: [second] }).open('w1', old)).toThrow('sealed with the key k1')
  })

  it('refuses an id that would break the format', () => {
    expect(() => createSealer({ keys: [{ id: 'a.b', key: first.key }] })).toThrow('letters, digits')
  })
})

describe('the key file', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'leopost-key-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  it('is made once, for its owner alone, also by many at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrMakeKey({ dataDir })))
    expect(new Set(keys).size).toBe(1)
    expect(await loadOrMakeKey({ dataDir })).toBe(keys[0])
    expect((await stat(join(dataDir, 'key'))).mode & 0o777).toBe(0o600)
    expect(await readdir(dataDir)).toEqual(['key'])
  })

  it('is not made or read when a key is given', async () => {
    expect(await loadOrMakeKey({ dataDir, given: ` ${first.key}\n` })).toBe(first.key)
    expect(await readdir(dataDir)).toEqual([])
  })

  it('is refused when it or the given key is too short, without showing it', async () => {
    const error = await loadOrMakeKey({ dataDir, given: 'hunter2' }).catch((caught: Error) => caught)
    expect(error).toMatchObject({ message: expect.stringContaining('LEOPOST_KEY is too short') })
    expect(String(error)).not.toContain('hunter2')
    await writeFile(join(dataDir, 'key'), '')
    await expect(loadOrMakeKey({ dataDir })).rejects.toThrow('too short')
  })
})

describe('what is derived from a key', () => {
  it('is the same for the same key and purpose and nothing else', () => {
    expect(fingerprint(first.key)).toBe(fingerprint(first.key))
    expect(fingerprint(first.key)).toMatch(/^[0-9a-f]{16}$/)
    expect(fingerprint(first.key)).not.toBe(fingerprint(second.key))
    expect(deriveKey(first.key, 'links')).not.toEqual(deriveKey(first.key, 'choices'))
    expect(deriveKey(first.key, 'links')).toEqual(deriveKey(first.key, 'links'))
  })
})

describe('tokens', () => {
  it('are unlike each other, fit for an address, and stored as a hash', () => {
    const token = newToken(24)
    expect(token).toMatch(/^[\w-]{32}$/)
    expect(token).not.toBe(newToken(24))
    expect(hashToken(token)).toBe(hashToken(token))
    expect(hashToken(token)).not.toContain(token)
  })

  it('are compared whole, whatever their lengths', () => {
    expect(sameSecret('abc', 'abc')).toBe(true)
    for (const other of ['', 'ab', 'abcd', 'abd', 'ABC']) expect(sameSecret('abc', other)).toBe(false)
  })
})

function thrown(act: () => unknown): Error {
  try {
    act()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
