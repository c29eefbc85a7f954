import { createServer, type Http2Server } from 'node:http2'
import { Code, ConnectError, type ConnectRouter, type Interceptor } from '@connectrpc/connect'
import { connectNodeAdapter } from '@connectrpc/connect-node'
import { INTERNAL_KEY_HEADER, isSame } from '../http/edge.js'
import { type RpcService, toConnectError } from './rpc-service.js'

/** Puts services on a router; what their implementations throw leaves as a gRPC error. */
export function addRpcServices(router: ConnectRouter, services: readonly RpcService[]): void {
  for (const { service, implementation } of services)
    router.service(service, implementation, { interceptors: [asErrors] })
}

const asErrors: Interceptor = (next) => async (request) => {
  try {
    return await next(request)
  } catch (error) {
    throw toConnectError(error)
  }
}

/** A gRPC server (HTTP/2 without TLS; the cluster's mesh adds it) that only answers callers with the internal key. */
export function createRpcServer(services: readonly RpcService[], internalKey: string): Http2Server {
  const onlyModules: Interceptor = (next) => (request) => {
    const key = request.header.get(INTERNAL_KEY_HEADER)
    if (key === null || !isSame(key, internalKey)) throw new ConnectError('not a module', Code.Unauthenticated)
    return next(request)
  }
  return createServer(
    connectNodeAdapter({ routes: (router) => addRpcServices(router, services), interceptors: [onlyModules] }),
  )
}
