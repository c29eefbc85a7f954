import ts from 'typescript'

/** A call by which a module speaks to others. */
export interface ContractCall {
  /** `Outbox.add` and `addAll`, `rpcService`, `Peers.rpc`, `Peers.http`. */
  kind: 'emit' | 'answer' | 'call' | 'fetch'
  /** Imported names in the argument that says what is sent or called. */
  imports: { from: string; name: string }[]
  /** The module's name, when the argument is that. */
  module?: string
  file: string
  line: number
}

/** All such calls in a source, told by the names of what they are called on: `outbox`, `peers`. */
export function contractCalls(source: ts.SourceFile, file: string): ContractCall[] {
  const imported = importsOf(source)
  const calls: ContractCall[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const found = kindOf(node)
      // The name of a module may be computed (the gateway's is): then there is nothing to check it against.
      const computed = found?.kind === 'fetch' && !ts.isStringLiteralLike(found.argument)
      if (found && !computed) {
        calls.push({
          kind: found.kind,
          imports: namesIn(found.argument).flatMap((name) => imported.get(name) ?? []),
          module: ts.isStringLiteralLike(found.argument) ? found.argument.text : undefined,
          file,
          line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return calls
}

function kindOf({ expression, arguments: [first, second] }: ts.CallExpression) {
  if (ts.isIdentifier(expression) && expression.text === 'rpcService') return found('answer', first)
  if (!ts.isPropertyAccessExpression(expression)) return undefined
  const [target, method] = [lastName(expression.expression), expression.name.text]
  if (target === 'outbox' && (method === 'add' || method === 'addAll')) return found('emit', second)
  if (target === 'peers' && method === 'rpc') return found('call', first)
  if (target === 'peers' && method === 'http') return found('fetch', first)
  return undefined
}

const found = (kind: ContractCall['kind'], argument: ts.Expression | undefined) => argument && { kind, argument }

/** `outbox` of `this.outbox` as well as of `outbox`. */
function lastName(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  return ts.isIdentifier(node) ? node.text : ''
}

function namesIn(node: ts.Node): string[] {
  const names: string[] = []
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) names.push(child.text)
    ts.forEachChild(child, visit)
  }
  visit(node)
  return names
}

function importsOf(source: ts.SourceFile): Map<string, { from: string; name: string }> {
  const imports = new Map<string, { from: string; name: string }>()
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const bindings = statement.importClause?.namedBindings
    if (!bindings || !ts.isNamedImports(bindings)) continue
    for (const { name, propertyName } of bindings.elements) {
      imports.set(name.text, { from: statement.moduleSpecifier.text, name: (propertyName ?? name).text })
    }
  }
  return imports
}
