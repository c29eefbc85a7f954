// Nothing else may be imported here: on an older Node other modules do not even load, and its message would be theirs.
import './assert-node.js'

await import('./cli.js')
