import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common'
import { type FieldError, Refusal } from './refusal.js'

/** The part of a zod issue that the answer is made of; Standard Schema (https://standardschema.dev) leaves `code` out. */
interface Issue {
  readonly message: string
  readonly code?: string
  readonly keys?: readonly string[]
  /** `refine(…, { params: { code } })` gives a rule of ours its stable code. */
  readonly params?: { readonly code?: string }
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]
}

/** Checks bodies, queries and path parameters against the schema that the parameter names. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  /** @throws Refusal 400 `invalid-request` with every field at fault. */
  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value
    const result = await schema['~standard'].validate(value)
    if (!result.issues) return result.value
    const fields = result.issues.flatMap((issue) => fieldErrors(issue, type === 'param' ? data : undefined))
    throw Refusal.invalid('invalid-request', fields, 'Some fields are not as they should be; see errors.')
  }
}

function fieldErrors(issue: Issue, parameter: string | undefined): FieldError[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({
      field: [...path, key].join('.'),
      code: 'unknown-field',
      message: 'is not known here',
    }))
  }
  const field = [...(parameter ? [parameter] : []), ...path].join('.') || 'body'
  return [{ field, code: issue.params?.code ?? (issue.code ?? 'invalid').replaceAll('_', '-'), message: issue.message }]
}
