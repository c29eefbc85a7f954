import { createServer, type Http2Server } from 'node:http2'
import { Code, ConnectError, type ConnectRouter, type Interceptor } from '@connectrpc/connect'
import { connectNodeAdapter } from '@connectrpc/connect-node'
import { listen } from '../host/listen.js'
import { INTERNAL_KEY_HEADER, isSame } from '../http/edge.js'
import type { LocalModule } from './local-module.js'
import { type RpcService, toConnectError } from './rpc-service.js'

/** Puts services on a router; what their implementations throw leaves as a gRPC error. */
export function addRpcServices(
  router: ConnectRouter,
  services: readonly RpcService[],
  guards: readonly Interceptor[] = [],
): void {
  // The guards go here and not on the router: a service's own interceptors replace the router's.
  const interceptors = [...guards, asErrors]
  for (const { service, implementation } of services) router.service(service, implementation, { interceptors })
}

const asErrors: Interceptor = (next) => async (request) => {
  try {
    return await next(request)
  } catch (error) {
    throw toConnectError(error)
  }
}

/** Opens a module's gRPC port. @throws ListenError */
export async function listenRpc(
  { rpc }: Pick<LocalModule, 'rpc'>,
  host: string,
  port: number,
  internalKey: string,
): Promise<Http2Server> {
  const server = createRpcServer(rpc, internalKey)
  await listen(server, host, port)
  return server
}

/** A gRPC server (HTTP/2 without TLS; the cluster's mesh adds it) that only answers callers with the internal key. */
function createRpcServer(services: readonly RpcService[], internalKey: string): Http2Server {
  const onlyModules: Interceptor = (next) => (request) => {
    const key = request.header.get(INTERNAL_KEY_HEADER)
    if (key === null || !isSame(key, internalKey)) throw new ConnectError('not a module', Code.Unauthenticated)
    return next(request)
  }
  return createServer(connectNodeAdapter({ routes: (router) => addRpcServices(router, services, [onlyModules]) }))
}
