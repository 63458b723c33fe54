// A store that somebody else wrote and that speaks as S3 does, with one bucket.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** Starts it; `config` is what Leopost is told of it. */
export async function startS3() {
  const directory = await mkdtemp(join(tmpdir(), 'leopost-s3-'))
  const options = { address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'leopost' }] }
  const server = new S3rver(options)
  const { port } = await server.run()
  return {
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      bucket: 'leopost',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    async stop(): Promise<void> {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
