import { everyService, startTestPlatform, type TestPlatform } from '@quark/testing'

/** The whole platform as `npm start` has it, in this process. */
export async function startWholePlatform(env: Record<string, string> = {}): Promise<TestPlatform> {
  return startTestPlatform(await everyService(), env)
}
