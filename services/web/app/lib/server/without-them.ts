import { ApiError } from './api-error.ts'

/** For `catch`: a text can be read without what was said about it. */
export function withoutThem(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error
}
