import { S3ServiceException } from '@aws-sdk/client-s3'
import { errorCode, errorMessage } from '../../embedded/plain-error.js'
import { ObjectNotFound } from '../errors/object-not-found.js'
import { ObjectStoreFull } from '../errors/object-store-full.js'
import { ObjectStoreUnavailable } from '../errors/object-store-unavailable.js'

const FULL = new Set(['QuotaExceeded', 'InsufficientCapacity', 'XMinioStorageFull', 'StorageFull'])
const INSUFFICIENT_STORAGE = 507

/** What the store said, as an error of the port. @param key of the object it was about, when it was about one */
export function portError(error: unknown, where: string, key?: string): Error {
  if (!(error instanceof S3ServiceException)) {
    const reason = errorMessage(error) || errorCode(error) || 'no answer'
    return new ObjectStoreUnavailable(`${where} does not answer (${reason}): see whether it runs.`, { cause: error })
  }
  const status = error.$metadata.httpStatusCode
  if (key !== undefined && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return new ObjectNotFound(key)
  if (FULL.has(error.name) || status === INSUFFICIENT_STORAGE) return new ObjectStoreFull(where, error)
  const said = [status, error.name, error.message].filter(Boolean).join(' ')
  return new ObjectStoreUnavailable(`${where} refused (${said}): ${adviceFor(status)}`, { cause: error })
}

function adviceFor(status: number | undefined): string {
  if (status === 401 || status === 403) return 'look at the access key, its rights, and the clocks.'
  if (status === 404) return 'look at S3_BUCKET and S3_PATH_STYLE.'
  return 'look at its own log.'
}

export const isStatus = (error: unknown, ...statuses: number[]): boolean =>
  error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0)
