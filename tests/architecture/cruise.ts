import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { IMPORT_RULES } from './import-rules.js'

/** Where code is; generated and built code is not ours to judge. */
const FOLDERS = ['packages', 'services', 'tools']
const NOT_OURS = '(^|/)(node_modules|dist|build|[.]svelte-kit|templates)/'

/** The imports below a folder that break a rule, as `rule: from -> to`, sorted. */
export async function brokenImports(root: string): Promise<string[]> {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)))
  const { output } = await cruise(folders, {
    baseDir: root,
    // Imports of types count: they tie files together as well.
    tsPreCompilationDeps: true,
    validate: true,
    ruleSet: { forbidden: IMPORT_RULES },
    doNotFollow: { path: NOT_OURS },
    exclude: { path: '^services/web/(build|[.]svelte-kit)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  })
  return (output as ICruiseResult).summary.violations
    .map(
      ({ rule, from, to, cycle }) =>
        `${rule.name}: ${from} -> ${cycle ? cycle.map(({ name }) => name).join(' -> ') : to}`,
    )
    .sort()
}
