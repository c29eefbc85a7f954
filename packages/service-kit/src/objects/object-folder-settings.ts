import { z } from 'zod'
import { Settings } from '../config/settings.js'

/** Where objects are kept as files. Read by a module that keeps objects. */
export class ObjectFolderSettings extends Settings({
  OBJECTS_DIR: z.string().describe('Folder of this machine in which modules keep objects (uploads), each in its own.'),
}) {}
