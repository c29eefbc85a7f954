import { resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../../..')
export const CHART = resolve(root, 'deploy/helm/quark')
