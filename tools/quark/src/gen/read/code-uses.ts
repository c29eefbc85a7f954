import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import type { CodeUses } from '../project.js'
import { type ContractCall, contractCalls } from './contract-calls.js'
import { sourceFiles } from './source-files.js'

/** The packages of contracts, and where their built files are. */
const BUILT: readonly (readonly [string, string])[] = [
  ['@quark/contracts/events/', 'packages/contracts/dist/events/'],
  ['@quark/contracts/rpc/', 'packages/contracts/dist/gen/quark/'],
]

/** What the sources of a module emit, answer and call. The contracts must be built. */
export async function readCodeUses(root: string, module: string): Promise<CodeUses> {
  const files = sourceFiles(root).filter((file) => file.startsWith(`services/${module}/src/`) && file.endsWith('.ts'))
  const calls = files.flatMap((file) => callsIn(root, file))
  const unclear: string[] = []
  const namesOf = async (kind: ContractCall['kind']): Promise<string[]> => {
    const names = new Set<string>()
    for (const call of calls.filter((one) => one.kind === kind)) {
      const found = call.module ? [call.module] : await Promise.all(call.imports.map((one) => contractName(root, one)))
      const known = found.filter((name) => name !== undefined)
      for (const name of known) names.add(name)
      if (known.length === 0) unclear.push(`${call.file}:${call.line}`)
    }
    return [...names].sort()
  }
  return {
    emits: await namesOf('emit'),
    answers: await namesOf('answer'),
    calls: await namesOf('call'),
    fetches: await namesOf('fetch'),
    unclear,
  }
}

function callsIn(root: string, file: string): ContractCall[] {
  const source = readFileSync(join(root, file), 'utf8')
  return contractCalls(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true), file)
}

/** The name on the wire of an imported contract: an event's type, or a gRPC service's full name. */
async function contractName(root: string, { from, name }: { from: string; name: string }): Promise<string | undefined> {
  const [prefix, folder] = BUILT.find(([start]) => from.startsWith(start)) ?? []
  if (!prefix || !folder) return undefined
  const path = join(root, folder, `${from.slice(prefix.length).replace(/\.js$/, '')}.js`)
  if (!existsSync(path)) return undefined
  const exported: Record<string, { type?: string; typeName?: string }> = await import(pathToFileURL(path).href)
  const contract = exported[name]
  return contract?.typeName ?? contract?.type
}
