/** One thing that is wrong with a manifest, told so that its reader can put it right. */
export interface ManifestProblem {
  /** Path of the manifest from the root of the project, with slashes. */
  file: string
  /** Line in that file, from 1; undefined when the key is missing altogether. */
  line?: number
  /** Where in the manifest, as `exposes[0].api`; empty for the whole file. */
  key: string
  /** What is wrong; names the other module when there is one. */
  says: string
  /** What to do about it. */
  cure: string
}

/** Thrown by the loader with every problem found, not only the first. */
export class ManifestError extends Error {
  constructor(readonly problems: readonly ManifestProblem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'ManifestError'
  }
}

/** One line: `file:line: key: what is wrong. What to do.` */
export function describeProblem({ file, line, key, says, cure }: ManifestProblem): string {
  const where = line === undefined ? file : `${file}:${line}`
  return [where, ...(key ? [key] : []), `${sentence(says)} ${sentence(cure)}`].join(': ')
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
