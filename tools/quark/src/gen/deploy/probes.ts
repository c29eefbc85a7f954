import type { Manifest } from '@quark/manifest'

/** The module that owns the front door. */
export const GATEWAY = 'api-gateway'

/**
 * The path that answers while the module itself is alive, whatever its neighbours do. The gateway's /health sums up all
 * modules: whoever restarts it for that makes one fault into two.
 */
export const alivePath = ({ name, health_check }: Manifest): string => (name === GATEWAY ? READY : health_check)

/** The path that answers while what the module needs answers too. */
export const READY = '/ready'
