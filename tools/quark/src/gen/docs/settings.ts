import type { SettingDoc } from '@quark/service-kit'
import type { GeneratedFile } from '../generated-file.js'
import { code, page, table } from '../markdown.js'
import type { Project } from '../project.js'

/** docs/generated/settings.md: every setting, of the kit and of each module. */
export function settingsPage({ modules, kitSettings }: Project): GeneratedFile {
  const sections = modules
    .filter(({ settings }) => settings.length > 0)
    .map(({ manifest, settings }) => [`## ${manifest.name}`, settingsTable(settings)].join('\n\n'))
  return {
    path: 'docs/generated/settings.md',
    content: page(
      'Settings',
      'Settings are read from the environment, once, at start. `npm start` needs none of them.',
      ['## Every module', 'Read when a module runs in a process of its own.', settingsTable(kitSettings)].join('\n\n'),
      ...sections,
    ),
  }
}

const settingsTable = (settings: readonly SettingDoc[]): string =>
  table(
    ['Setting', 'Default', 'What it is'],
    settings.map((setting) => [code(setting.name), defaultOf(setting), setting.description]),
  )

function defaultOf(setting: SettingDoc): string {
  if (setting.required) return 'required'
  return setting.default ? code(setting.default) : 'none'
}
