/** A browser without scripts: keeps cookies, posts forms with its origin, does not follow redirects. */
export class Visitor {
  private readonly cookies = new Map<string, string>()

  constructor(
    private readonly origin: string,
    private readonly language = 'en',
  ) {}

  cookie(name: string): string | undefined {
    return this.cookies.get(name)
  }

  open(path: string): Promise<Seen> {
    return this.request(path, { method: 'GET' })
  }

  /** Submits a form; `from` is the origin of the page that it is on. */
  submit(path: string, fields: Record<string, string>, from: string | null = this.origin): Promise<Seen> {
    return this.request(path, {
      method: 'POST',
      headers: from === null ? {} : { origin: from },
      body: new URLSearchParams(fields),
    })
  }

  send(path: string, body: unknown, headers: Record<string, string> = { origin: this.origin }): Promise<Seen> {
    const sent = { 'content-type': 'application/json', ...headers }
    return this.request(path, { method: 'PUT', headers: sent, body: JSON.stringify(body) })
  }

  /** Asks as a script of a page does; `headers` say whose page it is. */
  ask(method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> }) {
    const sent = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    }
    return this.request(path, { method, headers: sent, body: body === undefined ? null : JSON.stringify(body) })
  }

  private async request(path: string, init: RequestInit): Promise<Seen> {
    const headers = new Headers(init.headers)
    if (!headers.has('accept')) headers.set('accept', 'text/html')
    headers.set('accept-language', this.language)
    headers.set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0')
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '))
    const response = await fetch(this.origin + path, { ...init, headers, redirect: 'manual' })
    const setCookies = response.headers.getSetCookie()
    for (const line of setCookies) this.keep(line)
    const { status } = response
    return {
      status,
      setCookies,
      headers: response.headers,
      to: response.headers.get('location'),
      html: await response.text(),
    }
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

export interface Seen {
  status: number
  headers: Headers
  setCookies: string[]
  /** Where a redirect leads. */
  to: string | null
  html: string
}
