// The storages there are, held to one contract: a folder, and a bucket at a store that somebody else wrote.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createS3Storage } from '../../src/channels/storage/s3.ts'
import { createFolderStorage, StorageError } from '../../src/core/media/storage.ts'
import { startS3 } from '../support/s3/server.ts'
import { storageContract } from './storage.ts'

storageContract('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leopost-storage-'))
  return { storage: createFolderStorage(folder), close: () => rm(folder, { recursive: true }) }
})

storageContract('a bucket', async () => {
  const server = await startS3()
  return { storage: createS3Storage(server.config), close: server.stop }
})

describe('a bucket that cannot be used', () => {
  let server: Awaited<ReturnType<typeof startS3>>
  beforeAll(async () => {
    server = await startS3()
  })
  afterAll(() => server.stop())
  const key = '0195c0de-0000-7000-8000-000000000001/a.txt'

  it.each([
    ['is not there', { bucket: 'nobody' }, 'closed', 'There is no bucket nobody'],
    ['does not let us in', { accessKeyId: 'NOBODY' }, 'closed', 'refuses the bucket'],
    ['does not answer', { endpoint: 'http://127.0.0.1:9' }, 'fault', 'does not answer'],
  ])('is named when it %s', async (_, more, kind, say) => {
    const storage = createS3Storage({ ...server.config, ...more })
    const fault = await storage.put(key, Buffer.from('x'), 'text/plain').catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(StorageError)
    expect(fault).toMatchObject({ kind, message: expect.stringContaining(say) })
    expect(JSON.stringify(fault)).not.toContain('S3RVER')
  })
})
