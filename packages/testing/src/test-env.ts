/** Settings of every service under test: fixed secrets, and a bcrypt cost that lets a suite be fast. */
export const TEST_ENV: Readonly<Record<string, string>> = {
  NODE_ENV: 'test',
  SECRET_KEY: 'k'.repeat(64),
  SESSION_SECRET: 's'.repeat(64),
  BCRYPT_COST: '4',
}

/** Vouches for calls between modules under test. */
export const TEST_INTERNAL_KEY = 'internal-key-of-the-tests'
