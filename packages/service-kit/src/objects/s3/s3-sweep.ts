import {
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3'
import { abortUpload } from './abort-upload.js'
import type { S3Connection } from './s3-connection.js'
import type { S3Keys } from './s3-keys.js'

/** Removes what puts of ended processes left: uploads in parts, and whole objects under temporary names, from before `until`. */
export async function removeHalfPuts(store: S3Connection, keys: S3Keys, until: Date): Promise<void> {
  const isOld = (date: Date | undefined): boolean => date !== undefined && date <= until
  let page: Partial<ListMultipartUploadsCommandOutput> | undefined
  do {
    page = await nextUploads(store, keys.module, page)
    for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
      if (isOld(Initiated)) await abortUpload(store, { Bucket: store.bucket, Key, UploadId })
  } while (page.IsTruncated)

  // One page: what is not old yet is few, and what is left over is for the next start.
  const listed = await store.call((abortSignal) =>
    store.client.send(new ListObjectsV2Command({ Bucket: store.bucket, Prefix: keys.incoming }), { abortSignal }),
  )
  for (const { Key, LastModified } of listed.Contents ?? []) {
    if (!isOld(LastModified)) continue
    await store.call((abortSignal) =>
      store.client.send(new DeleteObjectCommand({ Bucket: store.bucket, Key }), { abortSignal }),
    )
  }
}

function nextUploads(store: S3Connection, Prefix: string, after?: Partial<ListMultipartUploadsCommandOutput>) {
  const marker = { KeyMarker: after?.NextKeyMarker, UploadIdMarker: after?.NextUploadIdMarker }
  return store.call((abortSignal) =>
    store.client.send(new ListMultipartUploadsCommand({ Bucket: store.bucket, Prefix, ...marker }), { abortSignal }),
  )
}
