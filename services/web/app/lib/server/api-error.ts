/** The API said no (RFC 9457), or did not answer at all (503 `unavailable`). */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly status: number,
    /** Stable, for programs: `wrong-credentials`. */
    readonly code: string,
    /** Codes by the name of the field at fault. */
    readonly fields: Record<string, string> = {},
    options?: ErrorOptions,
    /** Where readers find it now, of something that moved (301). */
    readonly path?: string,
  ) {
    super(`${status} ${code}`, options)
  }

  /** Reads problem+json; anything else keeps the status and gets a general code. */
  static async from(response: Response): Promise<ApiError> {
    const problem: unknown = await response.json().catch(() => undefined)
    const { code, errors, path } = (typeof problem === 'object' && problem !== null ? problem : {}) as {
      code?: string
      path?: string
      errors?: { field: string; code: string }[]
    }
    const fields = Object.fromEntries((errors ?? []).map((error) => [error.field, error.code]))
    return new ApiError(response.status, code ?? (response.status >= 500 ? 'unavailable' : 'unknown'), fields, {}, path)
  }
}
