import { join } from 'node:path'
import { FileObjectStore } from './files/file-object-store.js'
import { ObjectFolderSettings } from './object-folder-settings.js'
import type { ObjectStore } from './object-store.js'
import { S3Settings } from './s3/s3-settings.js'

/**
 * The objects of one module: in S3 when `S3_BUCKET` or `S3_ENDPOINT` is set, else files in a folder of its own below
 * `OBJECTS_DIR`. Reaches for nothing; `open` does.
 * @throws SettingsError
 */
export async function createObjectStore(env: NodeJS.ProcessEnv, module: string): Promise<ObjectStore> {
  if (!env.S3_BUCKET && !env.S3_ENDPOINT)
    return new FileObjectStore(join(new ObjectFolderSettings(env).OBJECTS_DIR, module))
  const settings = new S3Settings(env)
  // Loaded only here: the client is the largest thing that an embedded Quark would never use.
  const { S3ObjectStore } = await import('./s3/s3-object-store.js')
  return new S3ObjectStore(settings, module)
}
