import type { Manifest } from '@quark/manifest'
import { describe, expect, it } from 'vitest'
import { Peers } from '../../src/rpc/peers.js'

const manifests = [
  { name: 'api-gateway', http: { port: 8080 } },
  { name: 'blog-service', http: { port: 3004 } },
] as Manifest[]
const internalKey = 'the key of the tests'

describe('the address of a module in another process', () => {
  it('is its port in the manifest, moved as all are', () => {
    const peers = new Peers({ manifests, peerHost: '127.0.0.1', portOffset: 100, internalKey })
    expect(peers.urlOf('blog-service')).toBe('http://127.0.0.1:3104')
  })

  it('has the module’s name for a host, where each has one', () => {
    const peers = new Peers({ manifests, peerHost: '{module}.quark.svc', portOffset: 0, internalKey })
    expect(peers.urlOf('blog-service')).toBe('http://blog-service.quark.svc:3004')
  })

  it('is the port that the module was given instead, just as it is', () => {
    const ports = { 'api-gateway': 80 }
    const peers = new Peers({ manifests, peerHost: '127.0.0.1', portOffset: 100, ports, internalKey })
    expect(peers.urlOf('api-gateway')).toBe('http://127.0.0.1:80')
    expect(peers.urlOf('blog-service')).toBe('http://127.0.0.1:3104')
  })

  it('is not made up for a module that there is not', () => {
    const peers = new Peers({ manifests, peerHost: '127.0.0.1', portOffset: 0, internalKey })
    expect(() => peers.urlOf('poll-service')).toThrow('services/ has api-gateway, blog-service')
  })
})
