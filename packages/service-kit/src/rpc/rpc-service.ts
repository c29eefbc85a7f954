import type { DescService } from '@bufbuild/protobuf'
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect'
import { type FieldError, Refusal } from '../http/refusal.js'

/** A gRPC service that a module offers, with its implementation. */
export interface RpcService<Service extends DescService = DescService> {
  readonly service: Service
  readonly implementation: Partial<ServiceImpl<Service>>
}

/** Pairs a service of the contracts with the object that answers it. Refusals become gRPC errors with their code. */
export function rpcService<Service extends DescService>(
  service: Service,
  implementation: Partial<ServiceImpl<Service>>,
): RpcService<Service> {
  return { service, implementation }
}

/** Carries a refusal's code beside the gRPC one, which is coarser. */
const CODE_HEADER = 'quark-code'
/** Its fields at fault: JSON, escaped because a header carries ASCII alone. */
const FIELDS_HEADER = 'quark-fields'

const TO_CONNECT: Record<number, Code> = {
  400: Code.InvalidArgument,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.NotFound,
  409: Code.AlreadyExists,
  412: Code.FailedPrecondition,
  429: Code.ResourceExhausted,
  503: Code.Unavailable,
}

/** What the other side of a call gets for an error thrown by the implementation. */
export function toConnectError(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error
  if (!(error instanceof Refusal)) return new ConnectError('internal error', Code.Internal, undefined, undefined, error)
  const code = TO_CONNECT[error.status] ?? Code.Unknown
  const fields = encodeURIComponent(JSON.stringify(error.options.fields ?? []))
  return new ConnectError(error.message, code, { [CODE_HEADER]: error.code, [FIELDS_HEADER]: fields }, undefined, error)
}

/** What the caller gets: the refusal as it was, or 503 when the module does not answer in time. */
export function fromConnectError(error: unknown, module: string): unknown {
  if (!(error instanceof ConnectError)) return error
  const code = error.metadata.get(CODE_HEADER)
  const status = Object.entries(TO_CONNECT).find(([, connect]) => connect === error.code)?.[0]
  if (code && status) {
    const fields = JSON.parse(decodeURIComponent(error.metadata.get(FIELDS_HEADER) ?? '[]')) as FieldError[]
    return new Refusal(Number(status), code, { detail: error.rawMessage, fields })
  }
  // Aborted: the connection was cut while the call was under way.
  const gone = [Code.Unavailable, Code.DeadlineExceeded, Code.Canceled, Code.Aborted].includes(error.code)
  return gone ? Refusal.unavailable(module) : error
}
