import { join } from 'node:path'
import { FileObjectStore } from './files/file-object-store.js'
import { ObjectFolderSettings } from './object-folder-settings.js'
import type { ObjectStore } from './object-store.js'

/**
 * The objects of one module: files in a folder of its own below `OBJECTS_DIR`. Touches no file; `open` does.
 * @throws SettingsError
 */
export async function createObjectStore(env: NodeJS.ProcessEnv, module: string): Promise<ObjectStore> {
  return new FileObjectStore(join(new ObjectFolderSettings(env).OBJECTS_DIR, module))
}
