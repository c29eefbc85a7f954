/** Languages that code can be coloured in: the class name without `language-`, and what people call it. */
export const CODE_LANGUAGES: readonly (readonly [name: string, title: string])[] = [
  ['bash', 'Bash'],
  ['c', 'C'],
  ['cpp', 'C++'],
  ['csharp', 'C#'],
  ['css', 'CSS'],
  ['diff', 'Diff'],
  ['dockerfile', 'Dockerfile'],
  ['go', 'Go'],
  ['xml', 'HTML, XML'],
  ['java', 'Java'],
  ['javascript', 'JavaScript'],
  ['json', 'JSON'],
  ['kotlin', 'Kotlin'],
  ['markdown', 'Markdown'],
  ['php', 'PHP'],
  ['python', 'Python'],
  ['ruby', 'Ruby'],
  ['rust', 'Rust'],
  ['sql', 'SQL'],
  ['swift', 'Swift'],
  ['ini', 'TOML, INI'],
  ['typescript', 'TypeScript'],
  ['yaml', 'YAML'],
]

/** Characters of one block that are coloured at most: colouring takes some 50 ms then. */
export const LONGEST_COLOURED = 20_000
