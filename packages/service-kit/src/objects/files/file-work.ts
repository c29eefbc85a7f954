import { open } from 'node:fs/promises'
import { errorCode, errorMessage } from '../../embedded/plain-error.js'
import { ObjectStoreFull } from '../errors/object-store-full.js'
import { ObjectStoreUnavailable } from '../errors/object-store-unavailable.js'

const FULL = new Set(['ENOSPC', 'EDQUOT'])

/** Does something with files; what the system refuses is told as an error of the store. */
export async function fileWork<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error)
    if (!code) throw error
    if (FULL.has(code)) throw new ObjectStoreFull(folder, error)
    throw new ObjectStoreUnavailable(`Objects in ${folder} cannot be used: ${errorMessage(error)}`, { cause: error })
  }
}

/** Makes what was put into a folder, or taken out of it, outlast a power cut. Windows has no such thing for folders. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
