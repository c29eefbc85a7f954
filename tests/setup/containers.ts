import type { TestProject } from 'vitest/node'
import { provideBaseImage } from '../containers/lib/base-image.js'
import { whyNot } from '../containers/lib/container-tools.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Why images cannot be built and run here; null when they can. */
    noContainers: string | null
  }
}

/** Looks once whether containers can be had. Where not, the run says so, and its tests are skipped. */
export default async function provideContainers(project: TestProject): Promise<void> {
  const reason = whyNot() ?? (await withoutBase())
  if (reason) process.stdout.write(`Tests in containers are skipped: ${reason}.\n`)
  project.provide('noContainers', reason ?? null)
}

/** Says what the images stand on; answers why there is nothing for them to stand on. */
async function withoutBase(): Promise<string | undefined> {
  try {
    process.stdout.write(`The images stand on ${await provideBaseImage()}.\n`)
    return undefined
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    return `the base image can neither be pulled nor stood in for (${reason})`
  }
}
