import { composeFile } from './deploy/compose.js'
import { dockerfiles } from './deploy/dockerfile.js'
import { helmValues } from './deploy/helm-values.js'
import { prometheusFile } from './deploy/prometheus.js'
import { asyncApiFile } from './docs/async-api.js'
import { cataloguePage } from './docs/catalogue.js'
import { containersDiagram } from './docs/containers.js'
import { eventsPage } from './docs/events.js'
import { manifestPage } from './docs/manifest-keys.js'
import { metricsPage } from './docs/metrics.js'
import { routesPage } from './docs/routes.js'
import { settingsPage } from './docs/settings.js'
import { socketApiFile } from './docs/socket-api.js'
import type { GeneratedFile } from './generated-file.js'
import { openApiFiles } from './open-api-files.js'
import type { Project } from './project.js'

/** Everything that is made from manifests and code, but the protobuf code, which the code itself stands on. */
export const generate = (project: Project): GeneratedFile[] => [
  ...openApiFiles(project),
  asyncApiFile(project),
  socketApiFile(project),
  cataloguePage(project),
  eventsPage(project),
  manifestPage(),
  metricsPage(project),
  routesPage(project),
  settingsPage(project),
  containersDiagram(project),
  ...dockerfiles(project),
  composeFile(project),
  prometheusFile(project),
  helmValues(project),
]
