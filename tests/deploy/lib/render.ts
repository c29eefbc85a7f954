import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { CHART } from './project.js'

const run = promisify(execFile)

/** What every object of Kubernetes has. */
export interface KubernetesObject {
  apiVersion: string
  kind: string
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what the type check is for.
  [part: string]: any
}

const argumentsOf = (values: readonly string[], sets: readonly string[]): string[] => [
  ...values.flatMap((file) => ['--values', `${CHART}/examples/${file}`]),
  ...sets.flatMap((set) => ['--set', set]),
]

/** The objects that the chart makes, of example value files and of single values. Rejects with Helm's words. */
export async function render(
  helm: string,
  values: readonly string[],
  sets: readonly string[] = [],
): Promise<KubernetesObject[]> {
  const args = ['template', 'quark', CHART, '--namespace', 'quark', ...argumentsOf(values, sets)]
  const { stdout } = await run(helm, args, { maxBuffer: 64 * 1024 ** 2 })
  const documents = parseAllDocuments(stdout)
  return documents.map((document) => document.toJS() as KubernetesObject | null).filter((object) => object !== null)
}

/** What `helm lint --strict` says. Rejects when it has something against the chart. */
export const lint = async (helm: string, values: readonly string[]): Promise<string> =>
  (await run(helm, ['lint', '--strict', CHART, ...argumentsOf(values, [])])).stdout
