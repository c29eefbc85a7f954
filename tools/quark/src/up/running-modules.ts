import type { PlatformSecrets } from '@quark/service-kit/embedded'
import type { Steps } from './steps.js'

/** What the modules are started with. */
export interface Launch {
  /** The superuser's URL of the PostgreSQL server. */
  databaseUrl: string
  /** Where modules keep objects, unless the environment says otherwise. */
  objectsFolder: string
  secrets: PlatformSecrets
  host: string
  /** The gateway's port. */
  port: number
  steps: Steps
  /** Called when the modules cannot go on by themselves. */
  onDeath: (reason: string) => void
}

/** Modules that answer, in this process or in their own. */
export interface RunningModules {
  /** The gateway's address; undefined when it is not among them. */
  url: string | undefined
  /** Finishes what is under way and stops them. */
  stop(): Promise<void>
  /** Ends them at once. */
  kill(): void
}
