// Files kept in a folder.
import { access, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createFolderStorage,
  mediaKey,
  type Storage,
  StorageError,
  storageError,
} from '../../../src/core/media/storage.ts'

const workspaceId = '0195c0de-0000-7000-8000-000000000001'
const key = mediaKey({ workspaceId, name: 'abc', ending: 'png' })
let folder: string
let storage: Storage

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leopost-storage-'))
  storage = createFolderStorage(join(folder, 'media'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('a folder storage', () => {
  it('gives back what was put, until it is removed', async () => {
    expect(await storage.get(key)).toBeUndefined()
    await storage.put(key, Buffer.from('picture'), 'image/png')
    await storage.put(key, Buffer.from('picture'), 'image/png')
    expect(Buffer.from((await storage.get(key)) ?? []).toString()).toBe('picture')
    await storage.remove(key)
    await storage.remove(key)
    expect(await storage.get(key)).toBeUndefined()
  })

  it('keeps a file under the prefix of its workspace and leaves nothing beside it', async () => {
    await storage.put(key, Buffer.from('picture'), 'image/png')
    expect(await readdir(join(folder, 'media'))).toEqual([workspaceId])
    expect(await readdir(join(folder, 'media', workspaceId))).toEqual(['abc.png'])
  })

  it.each([
    '../outside.png',
    `${workspaceId}/../../outside.png`,
    `${workspaceId}/..`,
    '/etc/passwd',
    'no-prefix.png',
    `${workspaceId}/`,
    `${workspaceId}//a.png`,
    `${workspaceId}/.hidden`,
    `${workspaceId}/a\\..\\b.png`,
    `${workspaceId}/a\0.png`,
    `${workspaceId}/C:evil`,
    `${workspaceId}/${'a'.repeat(300)}`,
    '',
  ])('does not follow the key %j anywhere', async (trick) => {
    const form = 'has the form'
    await expect(storage.put(trick, Buffer.from('x'), 'image/png')).rejects.toThrow(form)
    await expect(async () => storage.get(trick)).rejects.toThrow(form)
    await expect(async () => storage.remove(trick)).rejects.toThrow(form)
    await expect(access(join(folder, 'outside.png'))).rejects.toThrow()
  })

  it('makes no key out of an id that would lead elsewhere', () => {
    expect(() => mediaKey({ workspaceId: '..', name: 'a', ending: 'png' })).toThrow()
    expect(() => mediaKey({ workspaceId, name: '../b/c', ending: 'png' })).toThrow()
  })

  it('says in words when the disk is full or closed, and keeps the cause', async () => {
    const cause = (code: string) => Object.assign(new Error(code), { code })
    expect(storageError('/data', cause('ENOSPC'))).toMatchObject({
      kind: 'full',
      message: 'There is no room left in /data.',
    })
    expect(storageError('/data', cause('EDQUOT'))).toMatchObject({ kind: 'full' })
    expect(storageError('/data', cause('EROFS'))).toMatchObject({ kind: 'closed' })
    expect(storageError('/data', cause('EIO'))).toMatchObject({ kind: 'fault', cause: { code: 'EIO' } })
  })

  it('fails with such an error when the folder cannot be made', async () => {
    await storage.put(key, Buffer.from('picture'), 'image/png')
    const under = createFolderStorage(join(folder, 'media', workspaceId, 'abc.png'))
    await expect(under.put(key, Buffer.from('x'), 'image/png')).rejects.toBeInstanceOf(StorageError)
  })
})
