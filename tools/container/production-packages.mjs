/**
 * @typedef {object} LockEntry one entry of `packages` in package-lock.json
 * @property {boolean} [link] a workspace, whose own entry is at `resolved`
 * @property {string} [resolved]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 */

/**
 * Everything that a workspace needs to run, as paths of package-lock.json: packages (`node_modules/zod`), links to
 * workspaces (`node_modules/@quark/contracts`) and the workspaces themselves. What is for development only is left out.
 * npm cannot say this of one workspace: it counts the development packages of every other one as wanted.
 * @param {Record<string, LockEntry>} packages `packages` of package-lock.json
 * @param {string} workspace its path, like `services/blog-service`
 * @param {(name: string) => boolean} isLeftOut packages that are not needed where it shall run
 * @returns {string[]} sorted
 * @throws Error when a package that must be there is not in the lockfile
 */
export function productionPackages(packages, workspace, isLeftOut = () => false) {
  const found = new Set()
  const visit = (path) => {
    if (found.has(path)) return
    found.add(path)
    const entry = packages[path]
    if (entry.link) return visit(entry.resolved)
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = entry
    const optional = (name) => name in optionalDependencies || peerDependenciesMeta[name]?.optional
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      // Who has use for an optional peer names it as a dependency of its own.
      if (isLeftOut(name) || peerDependenciesMeta[name]?.optional) continue
      const place = placeOf(packages, path, name)
      if (place) visit(place)
      else if (!optional(name))
        throw new Error(`package-lock.json has no ${name}, which ${path} needs: run npm install.`)
    }
  }
  if (!(workspace in packages)) throw new Error(`package-lock.json knows no workspace ${workspace}: run npm install.`)
  visit(workspace)
  return [...found].sort()
}

/** Where a package finds another one: in its own node_modules, or in that of a folder around it (the algorithm of Node). */
function placeOf(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const place = folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`
    if (place in packages) return place
    if (!folder) return undefined
  }
}
