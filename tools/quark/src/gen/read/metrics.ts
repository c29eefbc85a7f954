import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { MetricFact } from '../project.js'
import { sourceFiles } from './source-files.js'

/** Constructors of prom-client. */
const KINDS = new Set(['Counter', 'Gauge', 'Histogram', 'Summary'])

/** Every metric that the sources declare by `new Counter({ name: '…', help: '…' })` and its like, sorted by name. */
export function readMetrics(root: string): MetricFact[] {
  return sourceFiles(root)
    .flatMap((file) => metricsIn(file, readFileSync(join(root, file), 'utf8')))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The metrics that one source declares. */
export function metricsIn(file: string, source: string): MetricFact[] {
  if (!source.includes('prom-client')) return []
  const found: MetricFact[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && KINDS.has(node.expression.getText())) {
      const { name, help } = stringsOf(node.arguments?.[0])
      if (name) found.push({ name, help: help ?? '', file })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true))
  return found
}

function stringsOf(options: ts.Expression | undefined): Record<string, string> {
  if (!options || !ts.isObjectLiteralExpression(options)) return {}
  return Object.fromEntries(
    options.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
        ? [[property.name.getText(), property.initializer.text]]
        : [],
    ),
  )
}
