// Configuration -> the storage that is switched on.
import { createFolderStorage, type Storage } from '../../core/media/storage.ts'
import { createS3Storage, type S3Config } from './s3.ts'

/** Where files are kept: in a bucket where one is configured, else in the data folder. */
export function createStorage({ s3, dataDir }: { s3: S3Config | undefined; dataDir: string }): Storage {
  return s3 === undefined ? createFolderStorage(`${dataDir}/media`) : createS3Storage(s3)
}
