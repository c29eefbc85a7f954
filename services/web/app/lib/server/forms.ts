import { type ActionFailure, fail } from '@sveltejs/kit'
import { ApiError } from './api-error.ts'

/** Why a form was not accepted, with what was typed so that nobody types it twice. */
export interface FormProblem<Values> {
  /** Which form of the page, when there are several. */
  form: string
  code: string
  /** Codes by field name. */
  fields: Record<string, string>
  values: Values
}

/**
 * Runs what a form asks for; a refusal of the API becomes the form's problem. Redirects pass through.
 * @param values what was typed, without passwords
 */
export async function attempt<Values, Result>(
  form: string,
  values: Values,
  run: () => Promise<Result>,
): Promise<Result | ActionFailure<FormProblem<Values>>> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return fail(error.status, { form, code: error.code, fields: error.fields, values })
  }
}

/** The same answer for a mistake that was found here. */
export function refuse<Values>(form: string, code: string, values: Values, fields: Record<string, string> = {}) {
  return fail(400, { form, code, fields, values } satisfies FormProblem<Values>)
}

/** The text fields of a form, trimmed; a missing one is an empty string. */
export async function textFields<Name extends string>(
  request: Request,
  ...names: Name[]
): Promise<Record<Name, string>> {
  const data = await request.formData()
  const read = (name: Name): [Name, string] => {
    const value = data.get(name)
    return [name, typeof value === 'string' ? value : '']
  }
  return Object.fromEntries(names.map(read)) as Record<Name, string>
}
