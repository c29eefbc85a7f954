const MAJOR = 24

/**
 * Ends the process when it runs on a Node that Quark is not written for: an older one would start, and then fail
 * somewhere in the middle. A newer LTS (even) major is accepted.
 */
function assertNode(version = process.versions.node): void {
  const major = Number.parseInt(version, 10)
  if (major >= MAJOR && major % 2 === 0) return
  console.error(
    `Quark runs on Node ${MAJOR}, and this is Node ${version}: start it with "npm start" or "npm run quark".`,
  )
  process.exit(1)
}

// At import, and imported before everything else: other modules may fail to load on the wrong Node.
assertNode()
