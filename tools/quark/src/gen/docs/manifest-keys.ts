import { manifestKeys } from '@quark/manifest'
import type { GeneratedFile } from '../generated-file.js'
import { code, page, table } from '../markdown.js'

/** docs/generated/manifest.md: every key that a manifest may have. */
export function manifestPage(): GeneratedFile {
  const seen = new Set<string>()
  const keys = manifestKeys().filter(({ key }) => !seen.has(key) && seen.add(key))
  return {
    path: 'docs/generated/manifest.md',
    content: page(
      'The keys of module-manifest.yaml',
      'A key that is not here is an error. `[]` stands for each entry of a list; an entry of `requires`, `exposes` and `consumes` says its kind by its first key.',
      table(
        ['Key', 'Must be there', 'What it says'],
        keys.map(({ key, required, description }) => [code(key), required ? 'yes' : 'no', description]),
      ),
    ),
  }
}
