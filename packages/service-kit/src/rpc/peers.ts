import type { DescService } from '@bufbuild/protobuf'
import { type Client, createClient, createRouterTransport, type Interceptor, type Transport } from '@connectrpc/connect'
import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node'
import type { Manifest } from '@quark/manifest'
import { INTERNAL_KEY_HEADER } from '../http/edge.js'
import type { LocalModule } from './local-module.js'
import { type ClosableFetch, inProcessFetch, type ModuleFetch, remoteFetch } from './module-fetch.js'
import { addRpcServices } from './rpc-router.js'
import { fromConnectError } from './rpc-service.js'

/** How long a call between modules may take. */
const DEADLINE_MS = 2000

export interface PeersOptions {
  readonly manifests: readonly Manifest[]
  /** Host name of a module in another process; `{module}` stands for its name. */
  readonly peerHost: string
  /** Added to every port of the manifests. */
  readonly portOffset: number
  /** HTTP ports of modules that listen on another one than their manifest says. */
  readonly ports?: Readonly<Record<string, number>>
  readonly internalKey: string
}

/**
 * How a module reaches the others: by a function call when they run in this process, over the network when not.
 * What calls through it is the same in both cases.
 */
export class Peers {
  private readonly local = new Map<string, LocalModule>()
  private readonly transports = new Map<string, Transport>()
  private readonly sessions = new Set<Http2SessionManager>()
  private readonly fetches = new Map<string, ClosableFetch>()

  constructor(private readonly options: PeersOptions) {}

  /** Makes a module of this process known. The host does this before anything is called. */
  add(module: LocalModule): void {
    this.local.set(module.name, module)
  }

  /** The module of that name, when it runs in this process. */
  find(name: string): LocalModule | undefined {
    return this.local.get(name)
  }

  /**
   * The client of a gRPC service. Calls end after 2 s unless they say otherwise; a refusal of the other side is thrown
   * as the `Refusal` it was, and a module that does not answer as 503 `<module>-unavailable`.
   */
  rpc<Service extends DescService>(service: Service): Client<Service> {
    const provider = this.providerOf(service)
    const client = createClient(service, this.transportOf(provider))
    return throwingRefusals(client, provider.name)
  }

  /** `fetch` against another module's HTTP routes; the path begins with a slash. */
  http(name: string): ModuleFetch {
    const known = this.fetches.get(name)
    if (known) return known
    const local = this.local.get(name)
    const made = local ? inProcessFetch(local) : remoteFetch(this.urlOf(name), this.options.internalKey)
    this.fetches.set(name, made)
    return made
  }

  /** Closes the connections to other processes. */
  async close(): Promise<void> {
    for (const session of this.sessions) session.abort()
    await Promise.all([...this.fetches.values()].map((made) => made.close()))
  }

  /** `http://host:port` of a module that runs elsewhere. */
  urlOf(name: string): string {
    const { http } = this.manifestOf(name)
    return this.address(name, this.options.ports?.[name] ?? http.port + this.options.portOffset)
  }

  private transportOf(provider: Manifest): Transport {
    const known = this.transports.get(provider.name)
    if (known) return known
    const local = this.local.get(provider.name)
    const made = local
      ? createRouterTransport((router) => addRpcServices(router, local.rpc), {
          transport: { defaultTimeoutMs: DEADLINE_MS },
        })
      : this.remoteTransport(provider)
    this.transports.set(provider.name, made)
    return made
  }

  private remoteTransport(provider: Manifest): Transport {
    if (!provider.grpc) throw new Error(`${provider.name} exposes gRPC but its manifest names no grpc.port`)
    const baseUrl = this.address(provider.name, provider.grpc.port + this.options.portOffset)
    const session = new Http2SessionManager(baseUrl)
    this.sessions.add(session)
    return createGrpcTransport({
      baseUrl,
      sessionManager: session,
      defaultTimeoutMs: DEADLINE_MS,
      interceptors: [withKey(this.options.internalKey)],
    })
  }

  private providerOf(service: DescService): Manifest {
    const provider = this.options.manifests.find(({ exposes }) => exposes.grpc.includes(service.typeName))
    if (provider) return provider
    throw new Error(
      `No module exposes grpc: ${service.typeName}. Add it to the manifest of the module that answers it.`,
    )
  }

  private manifestOf(name: string): Manifest {
    const manifest = this.options.manifests.find((candidate) => candidate.name === name)
    if (manifest) return manifest
    throw new Error(`There is no module ${name}; services/ has ${this.options.manifests.map((m) => m.name).join(', ')}`)
  }

  private address(name: string, port: number): string {
    return `http://${this.options.peerHost.replace('{module}', name)}:${port}`
  }
}

function withKey(key: string): Interceptor {
  return (next) => (request) => {
    request.header.set(INTERNAL_KEY_HEADER, key)
    return next(request)
  }
}

/** Unary calls reject with what `fromConnectError` makes of the error. */
function throwingRefusals<Service extends DescService>(client: Client<Service>, module: string): Client<Service> {
  return new Proxy(client, {
    get(target, method) {
      const call: unknown = Reflect.get(target, method)
      if (typeof call !== 'function') return call
      return async (...args: unknown[]) => {
        try {
          return await call(...args)
        } catch (error) {
          throw fromConnectError(error, module)
        }
      }
    },
  })
}
