import { PlainError } from '@quark/service-kit/embedded'
import { ApiRefusal } from './api-refusal.js'

/** Calls the public API of a running Quark, for one person or for nobody. */
export class Api {
  constructor(
    private readonly baseUrl: string,
    private readonly token?: string,
  ) {}

  /** The same API, for who has this access token. */
  as(token: string): Api {
    return new Api(this.baseUrl, token)
  }

  /** @param path below `/api/v1`. @throws ApiRefusal; PlainError when nobody answers */
  async call<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer> {
    const response = await this.fetch(`/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    const answer = await response.json().catch(() => ({}))
    if (response.ok) return answer as Answer
    const { code = 'unknown', detail = '', errors } = answer as { code?: string; detail?: string; errors?: unknown }
    const why = errors ? JSON.stringify(errors) : detail
    throw new ApiRefusal(response.status, code, `${method} ${path} was refused: ${response.status} ${code} ${why}`)
  }

  /** @throws PlainError when nobody answers at the address */
  private async fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(this.baseUrl + path, request)
    } catch {
      throw new PlainError(
        `No Quark answers at ${this.baseUrl}: start one with npm start, or name another with --url URL.`,
      )
    }
  }

  /** Undefined for what is not there. */
  async find<Answer>(path: string): Promise<Answer | undefined> {
    try {
      return await this.call<Answer>('GET', path)
    } catch (error) {
      if (error instanceof ApiRefusal && error.status === 404) return undefined
      throw error
    }
  }
}
