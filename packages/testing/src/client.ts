export interface TestRequest {
  /** Sent as JSON, unless it is a string or bytes: these are sent as they are. */
  body?: unknown
  token?: string
  headers?: Record<string, string>
}

/** An answer with its body read: JSON as a value, anything else as text. */
export interface TestAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape and asserts what it finds.
  body: any
}

/** Talks HTTP to one address, for one person or for nobody. */
export class TestClient {
  constructor(
    readonly url: string,
    private readonly token: (() => Promise<string>) | undefined = undefined,
  ) {}

  async request(method: string, path: string, { body, token, headers = {} }: TestRequest = {}): Promise<TestAnswer> {
    const bearer = token ?? (await this.token?.())
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      body: isBare(body) ? body : JSON.stringify(body),
    })
    return { status: response.status, headers: response.headers, body: await read(response) }
  }

  get(path: string, options?: TestRequest): Promise<TestAnswer> {
    return this.request('GET', path, options)
  }

  post(path: string, body?: unknown, options?: TestRequest): Promise<TestAnswer> {
    return this.request('POST', path, { body, ...options })
  }

  put(path: string, body?: unknown, options?: TestRequest): Promise<TestAnswer> {
    return this.request('PUT', path, { body, ...options })
  }

  delete(path: string, options?: TestRequest): Promise<TestAnswer> {
    return this.request('DELETE', path, options)
  }
}

const isBare = (body: unknown): body is string | Uint8Array<ArrayBuffer> | undefined =>
  body === undefined || typeof body === 'string' || body instanceof Uint8Array

async function read(response: Response): Promise<unknown> {
  const text = await response.text()
  return /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : text
}
