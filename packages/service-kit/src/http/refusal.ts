/** What is wrong with one field of a request. `field` is a path: `links.0.url`. */
export interface FieldError {
  readonly field: string
  readonly code: string
  readonly message: string
}

export interface RefusalOptions {
  /** What went wrong and what to do, for a person. */
  detail?: string
  fields?: FieldError[]
  /** Seconds after which a new try makes sense; becomes `Retry-After`. */
  retryAfter?: number
  /** Where the thing is instead; becomes `Location`. */
  location?: string
  /** Members of the answer beyond those of every problem (RFC 9457, 3.2): `{ current: … }`. */
  members?: Readonly<Record<string, unknown>>
}

/**
 * An expected "no": the request was understood and is not carried out. Anything else that is thrown is a bug and a 500.
 * Becomes problem+json (RFC 9457) over HTTP and a ConnectError over gRPC.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly status: number,
    /** Stable and meant for programs: `already-published`. */
    readonly code: string,
    readonly options: RefusalOptions = {},
  ) {
    super(options.detail ?? code)
  }

  /** 301: it is for ever at `location`. `members` says the same to whoever reads the body. */
  static moved(what: string, location: string, members?: Readonly<Record<string, unknown>>): Refusal {
    return new Refusal(301, `${what}-moved`, { location, members, detail: `It has another address: ${location}` })
  }

  /** 410 with the code `<what>-gone`: it was here, and is no more. */
  static gone(what: string): Refusal {
    return new Refusal(410, `${what}-gone`, { detail: `This ${what} was here and is not any more.` })
  }

  /** 400: the request is malformed or a field breaks a rule. */
  static invalid(code: string, fields: FieldError[] = [], detail?: string): Refusal {
    return new Refusal(400, code, { fields, detail })
  }

  /** 401: the caller is not known, or the credentials are not right. */
  static unauthorized(code = 'not-signed-in', detail = 'Sign in and try again.'): Refusal {
    return new Refusal(401, code, { detail })
  }

  /** 403: the caller is known and may not do this. */
  static forbidden(code: string, detail?: string): Refusal {
    return new Refusal(403, code, { detail })
  }

  /** 404 with the code `<what>-not-found`. */
  static notFound(what: string): Refusal {
    return new Refusal(404, `${what}-not-found`, { detail: `There is no such ${what}.` })
  }

  /** 409: it contradicts the state of things. */
  static conflict(code: string, detail?: string, fields?: FieldError[]): Refusal {
    return new Refusal(409, code, { detail, fields })
  }

  /** 412: somebody else changed it first. `members` shows how it is now. */
  static preconditionFailed(
    code = 'changed-meanwhile',
    detail = 'It was changed since you read it. Read it again and decide.',
    members?: Readonly<Record<string, unknown>>,
  ): Refusal {
    return new Refusal(412, code, { detail, members })
  }

  /** 428: the route needs `If-Match`. */
  static preconditionRequired(): Refusal {
    return new Refusal(428, 'if-match-required', { detail: 'Send the ETag that you read in an If-Match header.' })
  }

  /** 429 with `Retry-After`. */
  static tooMany(retryAfter: number, code = 'too-many-requests'): Refusal {
    return new Refusal(429, code, { retryAfter, detail: `Try again in ${retryAfter} s.` })
  }

  /** 503: something that the answer needs does not answer. */
  static unavailable(what: string, retryAfter = 5): Refusal {
    return new Refusal(503, `${what}-unavailable`, {
      retryAfter,
      detail: 'A part of Quark does not answer. Try again.',
    })
  }
}
