import ts from 'typescript'

/** What the doc comments of a contract say. */
export interface EventDoc {
  description: string
  /** By field. */
  fields: ReadonlyMap<string, string>
}

/**
 * The doc comments in a file of event contracts, by event: the comment of the constant, and those of the fields, also
 * when the fields are in an object that several events share.
 * @param source the text of the file
 */
export function eventDocs(path: string, source: string): Map<string, EventDoc> {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const shared = new Map<string, ts.ObjectLiteralExpression>()
  const docs = new Map<string, EventDoc>()
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer) continue
      if (ts.isObjectLiteralExpression(initializer)) shared.set(name.getText(), initializer)
      else if (isDefineEvent(initializer)) docs.set(...docOf(statement, initializer, shared))
    }
  }
  return docs
}

const isDefineEvent = (node: ts.Expression): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === 'defineEvent'

function docOf(
  statement: ts.VariableStatement,
  { arguments: [type, , shape] }: ts.CallExpression,
  shared: ReadonlyMap<string, ts.ObjectLiteralExpression>,
): [string, EventDoc] {
  const name = type && ts.isStringLiteral(type) ? type.text : ''
  return [name, { description: commentOf(statement), fields: new Map(shape ? fieldsOf(shape, shared) : []) }]
}

function fieldsOf(
  shape: ts.Expression,
  shared: ReadonlyMap<string, ts.ObjectLiteralExpression>,
): (readonly [string, string])[] {
  if (ts.isIdentifier(shape)) {
    const target = shared.get(shape.text)
    return target ? fieldsOf(target, shared) : []
  }
  if (!ts.isObjectLiteralExpression(shape)) return []
  return shape.properties.flatMap((property) =>
    ts.isSpreadAssignment(property)
      ? fieldsOf(property.expression, shared)
      : [[property.name?.getText() ?? '', commentOf(property)] as const],
  )
}

/** A doc comment as one line. */
const commentOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
