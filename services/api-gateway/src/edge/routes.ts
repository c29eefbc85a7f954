import { Inject, Injectable } from '@nestjs/common'
import { type RouteTable, type RouteTarget, routeTable } from '@quark/manifest'
import { HOST, type Host } from '@quark/service-kit'
import { operatorRoutes } from './operator-routes.js'

/** The gateway among the modules. */
export const SELF = 'api-gateway'

/** Who owns which path. */
@Injectable()
export class EdgeRoutes {
  private readonly table: RouteTable

  constructor(@Inject(HOST) host: Host) {
    this.table = routeTable([...host.manifests, operatorRoutes(SELF)])
  }

  /** The owner of a path; what is below /api and has no owner is nobody's, not the web's. */
  of(url: string): RouteTarget | undefined {
    const route = this.table.match(url)
    return route?.kind === 'pages' && /^\/api(?:[/?#]|$)/.test(url) ? undefined : route
  }
}
