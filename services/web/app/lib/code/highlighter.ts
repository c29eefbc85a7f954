import type { Root, RootContent } from 'hast'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import go from 'highlight.js/lib/languages/go'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import markdown from 'highlight.js/lib/languages/markdown'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'
import { LONGEST_COLOURED } from './languages.ts'

const grammars = { bash, c, cpp, csharp, css, diff, dockerfile, go, ini, java, javascript, json, kotlin, markdown }
const more = { php, python, ruby, rust, sql, swift, typescript, xml, yaml }

/** Knows the languages of `CODE_LANGUAGES`, by their other names (`js`, `html`) too. */
const highlighter = createLowlight({ ...grammars, ...more })

/**
 * Code with its colours, as a tree of `span`s.
 * @returns undefined for a language that is not known, a text that is too long, and one that cannot be coloured as it is
 */
export function colourTree(language: string, code: string): Root | undefined {
  if (code.length > LONGEST_COLOURED || !highlighter.registered(language)) return undefined
  const tree = highlighter.highlight(language, code)
  // highlight.js puts a line break into code that ends where its grammar wants more: "x[" of CSS.
  return textOf(tree) === code ? tree : undefined
}

export const textOf = (node: Root | RootContent): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''
