import { z } from 'zod'

/** One setting as docs and checks see it. */
export interface SettingDoc {
  readonly name: string
  readonly description: string
  readonly required: boolean
  readonly default?: string
}

/** What `Settings(…)` returns: a class whose instances hold the checked values. */
export interface SettingsClass<Values extends object = object> {
  new (env: NodeJS.ProcessEnv): Values
  readonly docs: readonly SettingDoc[]
}

/** A setting is missing or wrong. The message names each one, what came and what is expected. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/**
 * Declares the settings of a module, read from the environment once at start.
 * Each one has a `.describe('…')`, which the docs are made from.
 *
 * ```ts
 * export class BlogConfig extends Settings({ PAGE_SIZE_MAX: z.coerce.number().default(100).describe('…') }) {}
 * ```
 * @throws SettingsError from the constructor, naming every setting at fault.
 */
export function Settings<Shape extends z.ZodRawShape>(shape: Shape): SettingsClass<z.infer<z.ZodObject<Shape>>> {
  const schema = z.object(shape)
  const docs = Object.entries(shape).map(([name, setting]) => docOf(name, setting as z.ZodType))
  class Values {
    static readonly docs = docs
    constructor(env: NodeJS.ProcessEnv) {
      const known = Object.fromEntries(Object.keys(shape).map((name) => [name, env[name] || undefined]))
      const parsed = schema.safeParse(known)
      if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => explain(issue, docs)).join('\n'))
      Object.assign(this, parsed.data)
    }
  }
  return Values as unknown as SettingsClass<z.infer<z.ZodObject<Shape>>>
}

function explain(issue: z.core.$ZodIssue, docs: SettingDoc[]): string {
  const name = String(issue.path[0])
  const description = docs.find((doc) => doc.name === name)?.description ?? ''
  return `Setting ${name}: ${issue.message}. It is: ${description} Set it in the environment.`
}

function docOf(name: string, setting: z.ZodType): SettingDoc {
  const empty = setting.safeParse(undefined)
  const fallback = empty.success && empty.data !== undefined ? String(empty.data) : undefined
  return { name, description: setting.description ?? '', required: !empty.success, default: fallback }
}
