import type { Uploaded } from '../api-types.ts'

/** Through the door of this site's own server, which puts the person's token on (`src/door`). */
const UPLOAD = '/-/api/v1/upload'

/** An upload that did not work. `code` is the API's, or `offline` when there was no answer. */
export class UploadError extends Error {
  override readonly name = 'UploadError'

  constructor(readonly code: string) {
    super(code)
  }
}

export interface UploadOptions {
  /** Told the share that has been sent, from 0 to 1. */
  onProgress?: (share: number) => void
  /** Ends the upload; nothing of it stays. */
  signal?: AbortSignal
}

/**
 * Sends a file to the person's uploads. By XMLHttpRequest, since `fetch` tells nothing of what has been sent.
 * @throws UploadError, or the reason of the signal
 */
export function upload(file: File, { onProgress, signal }: UploadOptions = {}): Promise<Uploaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Uploaded>()
  const request = new XMLHttpRequest()
  const end = (): void => request.abort()
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
  request.onload = () =>
    request.status < 300 ? resolve(request.response) : reject(new UploadError(request.response?.code ?? 'unknown'))
  request.onerror = () => reject(new UploadError('offline'))
  request.onabort = () => reject(signal?.reason ?? new UploadError('offline'))
  request.onloadend = () => signal?.removeEventListener('abort', end)
  signal?.addEventListener('abort', end)
  if (signal?.aborted) return Promise.reject(signal.reason)
  const form = new FormData()
  form.append('file', file)
  request.open('POST', UPLOAD)
  request.setRequestHeader('accept', 'application/json')
  request.send(form)
  return promise
}
