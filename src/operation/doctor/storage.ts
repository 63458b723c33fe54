// Whether the bucket takes a file, gives it back and lets it be removed.
import { randomUUID } from 'node:crypto'
import { createStorage } from '../../channels/storage/index.ts'
import type { Config } from '../../config.ts'
import { mediaKey } from '../../core/media/storage.ts'
import { explain } from '../explain.ts'
import { type Finding, fail, ok } from '../finding.ts'

const about = 'storage'
const fix = 'see S3_ENDPOINT, S3_REGION, S3_BUCKET and the two keys, and that the key may read, write, list and delete'

/** Tries the bucket, where one is configured; the folder is looked at as the data folder. */
export async function checkStorage(config: Pick<Config, 's3' | 'dataDir'>): Promise<Finding[]> {
  const { s3 } = config
  if (s3 === undefined) return []
  const storage = createStorage(config)
  const key = mediaKey({ workspaceId: randomUUID(), name: 'probe', ending: 'txt' })
  const where = `bucket ${s3.bucket} at ${s3.endpoint === undefined ? 'Amazon' : new URL(s3.endpoint).host}`
  try {
    await storage.put(key, Buffer.from('probe'), 'text/plain')
    const bytes = await storage.get(key)
    for await (const _ of storage.list()) break
    await storage.remove(key)
    if (bytes === undefined || Buffer.from(bytes).toString() !== 'probe')
      return [fail(about, `${where}: it gives back something else than was put`, fix)]
    return [ok(about, where)]
  } catch (error) {
    return [fail(about, `${where}: ${explain(error)}`, fix)]
  }
}
