// Runs a script with the Node that Quark pins: node tools/launch/with-node.mjs SCRIPT [arguments]
import { cleanEnv, pinnedNode } from './node-path.mjs'
import { runAttached } from './run.mjs'

const node = pinnedNode()
process.exitCode = await runAttached(node, process.argv.slice(2), { env: cleanEnv(node) })
