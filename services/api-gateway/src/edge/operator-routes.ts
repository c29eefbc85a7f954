import type { Manifest, Route } from '@quark/manifest'

const route = (path: string): Route => ({ path, kind: 'api', access: 'public' })

/** The gateway's own routes for operators. Those of the other modules are not reachable from outside. */
export const HEALTH = '/health'
export const METRICS = '/metrics'
const PATHS = new Set([HEALTH, METRICS, '/ready', '/manifest'])

/** As if the manifest named them, which it need not: every module has them. */
export const operatorRoutes = (name: string): Pick<Manifest, 'name' | 'exposes'> => ({
  name,
  exposes: { routes: [...PATHS].map(route), grpc: [], events: [] },
})

export const isForOperators = ({ path }: Route): boolean => PATHS.has(path)
