import { STATUS_CODES } from 'node:http'
import type { FieldError, Refusal } from './refusal.js'

/** Problem details, RFC 9457. `code` is the last part of `type` and stays the same for ever. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  instance?: string
  requestId?: string
  errors?: FieldError[]
}

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8'

/** Makes the body of an error answer. `instance` is the path that was asked for. */
export function problemOf(refusal: Refusal, instance?: string, requestId?: string): Problem {
  const { detail, fields, members } = refusal.options
  return {
    ...members,
    type: `urn:quark:problem:${refusal.code}`,
    title: STATUS_CODES[refusal.status] ?? 'Error',
    status: refusal.status,
    code: refusal.code,
    ...(detail && { detail }),
    ...(instance && { instance }),
    ...(requestId && { requestId }),
    ...(fields?.length && { errors: fields }),
  }
}
