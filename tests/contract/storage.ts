// What every storage promises, run by each of them.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaKey, type Storage } from '../../src/core/media/storage.ts'

const workspaceId = '0195c0de-0000-7000-8000-000000000001'
const other = '0195c0de-0000-7000-8000-000000000002'

/** Runs the contract on a storage that is empty. */
export function storageContract(name: string, open: () => Promise<{ storage: Storage; close(): Promise<void> }>): void {
  describe(`${name} as a storage`, () => {
    let at: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      at = await open()
    })
    afterAll(() => at.close())
    let names = 0
    const fresh = (workspace = workspaceId) => mediaKey({ workspaceId: workspace, name: `f${++names}`, ending: 'bin' })

    it('gives back what was put, until it is removed', async () => {
      const key = fresh()
      expect([await at.storage.get(key), await at.storage.open(key), await at.storage.size(key)]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      await at.storage.put(key, Buffer.from('picture'), 'image/png')
      await at.storage.put(key, Buffer.from('picture'), 'image/png')
      expect(Buffer.from((await at.storage.get(key)) ?? []).toString()).toBe('picture')
      expect(await at.storage.size(key)).toBe(7)
      await at.storage.remove(key)
      await at.storage.remove(key)
      expect(await at.storage.get(key)).toBeUndefined()
    })

    it('keeps nothing as well as something', async () => {
      const key = fresh()
      await at.storage.put(key, new Uint8Array(), 'text/plain')
      expect(await at.storage.size(key)).toBe(0)
    })

    it('takes and gives a stream, whole and in pieces', async () => {
      const key = fresh()
      const pieces = Array.from({ length: 40 }, (_, i) => Buffer.alloc(50_000, i))
      const hash = (bytes: Buffer[]) => createHash('sha256').update(Buffer.concat(bytes)).digest('hex')
      await at.storage.put(
        key,
        { bytes: 2_000_000, open: () => Readable.from(pieces, { objectMode: false }) },
        'video/mp4',
      )
      const whole = await at.storage.open(key)
      expect(whole?.bytes).toBe(2_000_000)
      expect(hash(await all<Buffer>(whole?.stream ?? Readable.from([])))).toBe(hash(pieces))
      const words = fresh()
      await at.storage.put(words, Buffer.from('0123456789'), 'text/plain')
      const piece = await at.storage.open(words, { start: 3, end: 5 })
      expect([piece?.bytes, piece && Buffer.concat(await all<Buffer>(piece.stream)).toString()]).toEqual([10, '345'])
    })

    it('keeps nothing of a stream that breaks', async () => {
      const key = fresh()
      async function* broken() {
        yield Buffer.alloc(100_000)
        throw new Error('the sender hung up')
      }
      const body = { bytes: 200_000, open: () => Readable.from(broken(), { objectMode: false }) }
      await expect(at.storage.put(key, body, 'video/mp4')).rejects.toThrow()
      expect(await at.storage.get(key)).toBeUndefined()
    })

    it('lists what it keeps, with size and time, and each workspace under its own prefix', async () => {
      const keys = [fresh(), fresh(other)]
      for (const key of keys) await at.storage.put(key, Buffer.from('12345'), 'text/plain')
      const listed = await all(at.storage.list())
      for (const key of keys) {
        const found = listed.find((one) => one.key === key)
        expect(found?.bytes).toBe(5)
        expect(Math.abs((found?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
      }
      expect(keys.map((key) => key.split('/')[0])).toEqual([workspaceId, other])
    })

    it('follows no key that mediaKey does not make', async () => {
      for (const trick of ['../outside.png', `${workspaceId}/../../x.png`, '/etc/passwd', 'no-prefix.png', '']) {
        await expect(at.storage.put(trick, Buffer.from('x'), 'image/png')).rejects.toThrow('has the form')
        await expect(async () => at.storage.get(trick)).rejects.toThrow('has the form')
        await expect(async () => at.storage.remove(trick)).rejects.toThrow('has the form')
      }
    })
  })
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of source) list.push(one)
  return list
}
