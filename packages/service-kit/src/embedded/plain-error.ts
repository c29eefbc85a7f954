/**
 * An error whose message is written for the person at the terminal: one line that says what is wrong and what
 * cures it. The command line prints it without a stack and exits with code 1.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError'
}

/** The `code` of a Node system error (`EACCES`, `ENOENT`...), or of a PostgreSQL one (SQLSTATE); else undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
