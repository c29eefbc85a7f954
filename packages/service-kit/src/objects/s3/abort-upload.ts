import { AbortMultipartUploadCommand } from '@aws-sdk/client-s3'
import type { S3Connection } from './s3-connection.js'
import { isStatus } from './s3-errors.js'

export interface UploadName {
  readonly Bucket: string
  readonly Key: string | undefined
  readonly UploadId: string | undefined
}

/** Removes an upload in parts; there may be none any more. */
export async function abortUpload(store: S3Connection, upload: UploadName): Promise<void> {
  try {
    await store.send((abortSignal) => store.client.send(new AbortMultipartUploadCommand(upload), { abortSignal }))
  } catch (error) {
    if (!isStatus(error, 404)) throw store.errorOf(error)
  }
}
