/** What a person needs to look around in the community that was made. */
export interface DemoLogin {
  login: string
  password: string
}

/**
 * Fills an empty Quark with a small bilingual community (people, blogs, posts, comments) through its own API.
 * @param baseUrl the gateway, e.g. `http://127.0.0.1:8080`
 * @param log told about each step
 */
export async function seedDemo(baseUrl: string, log: (line: string) => void): Promise<DemoLogin> {
  log(`seeding ${baseUrl}`)
  throw new Error('the demo community is not written yet')
}
