// Kept files in a bucket of any store that speaks as S3 does. The SDK is loaded with the first file.

import { Readable } from 'node:stream'
import type { S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { type Body, checkedKey, type Listed, type Storage, StorageError } from '../../core/media/storage.ts'

/** Where the bucket is, and what opens it. Without an `endpoint` it is at Amazon. */
export type S3Config = {
  endpoint: string | undefined
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

type Sdk = typeof import('@aws-sdk/client-s3')

/** Keeps files in a bucket, one object for each key. Several processes may share it. */
export function createS3Storage(config: S3Config): Storage {
  const { bucket: Bucket } = config
  let opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined

  function open(): Promise<{ sdk: Sdk; client: S3Client }> {
    opened ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: clientOf(sdk, config) }))
    return opened
  }

  /** What is not there is undefined; every other refusal is a StorageError. */
  async function found<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call
    } catch (error) {
      if (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket') return undefined
      throw s3Error(Bucket, error)
    }
  }

  return {
    async put(key, body, ContentType) {
      const { sdk, client } = await open()
      const object = { Bucket, Key: checkedKey(key), ContentType, ContentLength: sizeOf(body) }
      const Body = body instanceof Uint8Array ? body : body.open()
      // The SDK would wait for the rest of a stream that broke.
      const broken = new AbortController()
      if (Body instanceof Readable) Body.once('error', (error) => broken.abort(error))
      const put = client.send(new sdk.PutObjectCommand({ ...object, Body }), { abortSignal: broken.signal })
      await put.catch((error: unknown) => {
        if (Body instanceof Readable) Body.destroy()
        if (broken.signal.aborted) throw broken.signal.reason
        throw s3Error(Bucket, error)
      })
    },
    async get(key) {
      const { sdk, client } = await open()
      const object = await found(client.send(new sdk.GetObjectCommand({ Bucket, Key: checkedKey(key) })))
      return object?.Body?.transformToByteArray()
    },
    async open(key, range) {
      const { sdk, client } = await open()
      const Range = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }
      const object = await found(client.send(new sdk.GetObjectCommand({ Bucket, Key: checkedKey(key), ...Range })))
      if (!(object?.Body instanceof Readable)) return undefined
      const whole = /\/(\d+)$/.exec(object.ContentRange ?? '')?.[1]
      return { stream: object.Body, bytes: Number(whole ?? object.ContentLength ?? 0) }
    },
    async size(key) {
      const { sdk, client } = await open()
      return (await found(client.send(new sdk.HeadObjectCommand({ Bucket, Key: checkedKey(key) }))))?.ContentLength
    },
    async remove(key) {
      const { sdk, client } = await open()
      await found(client.send(new sdk.DeleteObjectCommand({ Bucket, Key: checkedKey(key) })))
    },
    async *list(): AsyncIterable<Listed> {
      const { sdk, client } = await open()
      let ContinuationToken: string | undefined
      do {
        const page = await client
          .send(new sdk.ListObjectsV2Command({ Bucket, ContinuationToken }))
          .catch((error: unknown) => {
            throw s3Error(Bucket, error)
          })
        for (const { Key, Size, LastModified } of page.Contents ?? [])
          if (Key !== undefined && isOurs(Key)) yield { key: Key, bytes: Size ?? 0, at: LastModified ?? new Date() }
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken !== undefined)
    },
  }
}

function clientOf({ S3Client }: Sdk, { endpoint, region, accessKeyId, secretAccessKey }: S3Config): S3Client {
  return new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Stores of one's own seldom have a name for each bucket.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // What only Amazon's own store knows is asked for only where it must be.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 300_000 },
    maxAttempts: 3,
  })
}

function sizeOf(body: Body): number {
  return body instanceof Uint8Array ? body.length : body.bytes
}

/** A bucket may hold more than our files. */
function isOurs(key: string): boolean {
  return /^[0-9a-f-]{36}\/[\w-]+\.\w+$/.test(key)
}

function statusOf(error: unknown): number | undefined {
  return isAnswer(error) ? error.$metadata.httpStatusCode : undefined
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function isAnswer(error: unknown): error is S3ServiceException {
  return error instanceof Error && '$metadata' in error
}

/** What a refusal means for whoever runs this. The cause is named and not kept: it quotes the request. */
function s3Error(bucket: string, error: unknown): StorageError {
  const [status, name] = [statusOf(error), nameOf(error)]
  const cause = new Error(`${name}${status === undefined ? '' : ` (${status})`}`)
  if (status === 507 || /quota|storagefull|insufficient/i.test(name))
    return new StorageError('full', `There is no room left in the bucket ${bucket}.`, cause)
  if (name === 'NoSuchBucket') return new StorageError('closed', `There is no bucket ${bucket} at S3_ENDPOINT.`, cause)
  if (status === 401 || status === 403)
    return new StorageError('closed', `The store refuses the bucket ${bucket} (${name}).`, cause)
  return new StorageError('fault', `The store of the bucket ${bucket} does not answer (${cause.message}).`, cause)
}
