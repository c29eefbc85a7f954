import { stringify } from 'yaml'
import type { GeneratedFile } from './generated-file.js'
import type { Project } from './project.js'

const NOTICE = '# Made by `quark gen` from the controllers and their schemas. Do not edit.\n'

/** services/<module>/openapi.yaml of each module that has an API of its own. */
export function openApiFiles({ modules }: Project): GeneratedFile[] {
  return modules.flatMap(({ manifest, openApi }) =>
    openApi && Object.keys(openApi.paths).length > 0
      ? [
          {
            path: `services/${manifest.name}/openapi.yaml`,
            content: NOTICE + stringify(openApi, { lineWidth: 0, aliasDuplicateObjects: false }),
          },
        ]
      : [],
  )
}
