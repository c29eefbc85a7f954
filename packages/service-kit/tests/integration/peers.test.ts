import { createServer, type Server } from 'node:http'
import type { Http2Server } from 'node:http2'
import type { Socket } from 'node:net'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import type { Manifest } from '@quark/manifest'
import {
  closeServer,
  edgeOf,
  type LocalModule,
  listen,
  listenRpc,
  Peers,
  portOf,
  Refusal,
  rpcService,
} from '@quark/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const KEY = 'internal-key-of-the-tests'
const field = { field: 'username', code: 'taken', message: 'Имя занято' }
const ada = { id: 'ada', username: 'ada', name: 'Ada', locale: 'en', revision: 1 }

/** Answers for user-service, each id with a way of its own. */
const module: LocalModule = {
  name: 'user-service',
  rpc: [
    rpcService(UserService, {
      async getProfiles({ ids }) {
        if (ids.includes('refused')) throw Refusal.conflict('username-taken', 'Somebody has this name.', [field])
        if (ids.includes('bug')) throw new Error('select secret')
        if (ids.includes('slow')) await new Promise(() => {})
        return { profiles: ids.includes('ada') ? [ada] : [] }
      },
    }),
  ],
  handle(request, response) {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.writeHead(request.url === '/gone' ? 404 : 200, {
        'content-type': 'application/json',
        'set-cookie': ['a=1', 'b=2'],
      })
      const { method, url } = request
      response.end(JSON.stringify({ method, url, edge: edgeOf(request, KEY), body: Buffer.concat(chunks).toString() }))
    })
  },
}

const manifestOn = (http: number, grpc: number): Manifest =>
  ({
    name: 'user-service',
    http: { port: http },
    grpc: { port: grpc },
    exposes: { grpc: [UserService.typeName] },
  }) as Manifest

const options = { peerHost: '127.0.0.1', portOffset: 0, internalKey: KEY }

// One suite, two drivers: whoever calls must not be able to tell where the other module runs.
describe.each(['in this process', 'in another process'] as const)('a module %s', (where) => {
  let peers: Peers
  let http: Server
  let grpc: Http2Server
  beforeAll(async () => {
    http = createServer((request, response) => module.handle(request, response))
    await listen(http, '127.0.0.1', 0)
    grpc = await listenRpc(module, '127.0.0.1', 0, KEY)
    peers = new Peers({ ...options, manifests: [manifestOn(portOf(http), portOf(grpc))] })
    if (where === 'in this process') peers.add(module)
  })
  afterAll(async () => {
    await peers.close()
    await Promise.all([closeServer(http), closeServer(grpc)])
  })

  it('answers a call', async () => {
    expect((await peers.rpc(UserService).getProfiles({ ids: ['ada'] })).profiles).toMatchObject([ada])
    expect((await peers.rpc(UserService).getProfiles({ ids: [] })).profiles).toEqual([])
  })

  it('refuses with the status, the code and the fields that it meant', async () => {
    const call = peers.rpc(UserService).getProfiles({ ids: ['refused'] })
    await expect(call).rejects.toMatchObject({
      name: 'Refusal',
      status: 409,
      code: 'username-taken',
      options: { detail: 'Somebody has this name.', fields: [field] },
    })
  })

  it('says nothing of its bugs', async () => {
    const call = peers.rpc(UserService).getProfiles({ ids: ['bug'] })
    const error = await call.then(
      () => undefined,
      (reason: Error) => reason,
    )
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(Refusal)
    expect(error?.message).not.toContain('secret')
  })

  it('is given up when it does not answer in time', async () => {
    const call = peers.rpc(UserService).getProfiles({ ids: ['slow'] }, { timeoutMs: 50 })
    await expect(call).rejects.toMatchObject({ status: 503, code: 'user-service-unavailable' })
  })

  it('answers HTTP, and is told for whom', async () => {
    const edge = { clientIp: '192.0.2.7', requestId: 'the-request' }
    const answer = await peers.http('user-service')('/x?y=1', { method: 'POST', body: '{"a":1}', edge })

    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await answer.json()).toEqual({ method: 'POST', url: '/x?y=1', edge, body: '{"a":1}' })
    expect((await peers.http('user-service')('/gone')).status).toBe(404)
  })
})

describe('a module that dies during a call', () => {
  it('is unavailable', async () => {
    const sockets = new Set<Socket>()
    const getProfiles = () => {
      for (const socket of sockets) socket.resetAndDestroy()
      return new Promise<never>(() => {})
    }
    const grpc = await listenRpc({ rpc: [rpcService(UserService, { getProfiles })] }, '127.0.0.1', 0, KEY)
    grpc.on('connection', (socket: Socket) => sockets.add(socket))
    const peers = new Peers({ ...options, manifests: [manifestOn(1, portOf(grpc))] })

    await expect(peers.rpc(UserService).getProfiles({ ids: [] })).rejects.toMatchObject({
      status: 503,
      code: 'user-service-unavailable',
    })
    await peers.close()
    await closeServer(grpc)
  })
})

describe('a module that is not there', () => {
  it('is unavailable', async () => {
    const peers = new Peers({ ...options, manifests: [manifestOn(1, 1)] })
    await expect(peers.rpc(UserService).getProfiles({ ids: [] })).rejects.toMatchObject({ status: 503 })
    await expect(peers.http('user-service')('/')).rejects.toThrow()
    await peers.close()
  })

  it('is named when no manifest knows it', () => {
    const peers = new Peers({ ...options, manifests: [] })
    expect(() => peers.rpc(UserService)).toThrow(/quark.user.v1.UserService.*manifest/)
    expect(() => peers.http('poll-service')).toThrow(/poll-service/)
  })
})

describe('a gRPC port', () => {
  it('answers nobody without the internal key', async () => {
    const grpc = await listenRpc(module, '127.0.0.1', 0, KEY)
    const stranger = new Peers({ ...options, internalKey: 'guessed', manifests: [manifestOn(1, portOf(grpc))] })
    await expect(stranger.rpc(UserService).getProfiles({ ids: ['ada'] })).rejects.toThrow(/not a module/)
    await stranger.close()
    await closeServer(grpc)
  })
})
