import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { environmentOf, letsIn, letsOut, named, ofKind, workloads } from './lib/chart-facts.js'
import { CHART, root } from './lib/project.js'
import { type KubernetesObject, render } from './lib/render.js'

const helm = inject('helm')
const path = 'path' in helm ? helm.path : ''
const manifests = loadManifests(root)
const labelsOf = (name: string): Record<string, string> => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': 'quark',
})

describe.skipIf('missing' in helm)('an installation with the servers of the chart', () => {
  let objects: KubernetesObject[]
  beforeAll(async () => {
    objects = await render(path, ['trial.yaml'])
  })

  it.each(manifests.map(({ name }) => name))('runs %s as its manifest says', (name) => {
    const manifest = manifests.find((one) => one.name === name)
    const { spec } = named(objects, 'Deployment', `quark-${name}`)
    const [container] = spec.template.spec.containers
    expect(container.image).toBe(`registry.example/quark/${name}:0.1.0`)
    expect(container.ports[0].containerPort).toBe(manifest?.http.port)
    expect(container.resources.limits.memory).toBe(manifest?.deploy.memory)
    expect(named(objects, 'HorizontalPodAutoscaler', `quark-${name}`).spec).toMatchObject({
      minReplicas: manifest?.deploy.replicas.min,
      maxReplicas: manifest?.deploy.replicas.max,
    })
    expect(Object.keys(environmentOf(named(objects, 'Deployment', `quark-${name}`)))).toEqual(
      expect.arrayContaining([...(manifest?.env.required ?? [])]),
    )
  })

  it('takes no replica away before another one is ready, and never two at once', () => {
    for (const { spec } of ofKind(objects, 'Deployment').filter(({ metadata }) => metadata.name !== 'quark-valkey')) {
      expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 })
    }
    for (const { spec } of ofKind(objects, 'PodDisruptionBudget')) expect(spec.maxUnavailable).toBe(1)
  })

  it('does not restart the gateway for a fault of another module', () => {
    const [container] = named(objects, 'Deployment', 'quark-api-gateway').spec.template.spec.containers
    expect(container.livenessProbe.httpGet.path).toBe('/ready')
  })

  it('gives no container more than it needs', () => {
    for (const { metadata, spec } of workloads(objects)) {
      const pod = spec.template.spec
      expect(pod.automountServiceAccountToken, metadata.name).toBe(false)
      expect(pod.securityContext, metadata.name).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      expect(pod.securityContext.runAsUser, metadata.name).toBeGreaterThan(0)
      for (const container of pod.containers) {
        expect(container.securityContext, metadata.name).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(container.image, metadata.name).toMatch(/:[^:/]*\d[^:/]*$/)
        expect(container.resources.limits.memory, metadata.name).toBeDefined()
      }
    }
  })

  it('names each variable once, and each key of a secret that it names is there', () => {
    const secret = named(objects, 'Secret', 'quark-secrets').stringData
    for (const workload of workloads(objects)) {
      const entries = workload.spec.template.spec.containers[0].env ?? []
      const names = entries.map(({ name }: { name: string }) => name)
      expect(new Set(names).size, workload.metadata.name).toBe(names.length)
      for (const value of Object.values(environmentOf(workload))) {
        if (value.startsWith('quark-secrets/')) expect(secret).toHaveProperty([value.slice('quark-secrets/'.length)])
      }
    }
  })

  it('makes secrets that nobody knows, anew for each installation', async () => {
    const secret = named(objects, 'Secret', 'quark-secrets').stringData
    const other = named(await render(path, ['trial.yaml']), 'Secret', 'quark-secrets').stringData
    for (const [key, value] of Object.entries<string>(secret)) {
      expect(value.length, key).toBeGreaterThanOrEqual(32)
      expect(value, key).not.toBe(other[key])
    }
    expect(new Set(Object.values(secret)).size).toBe(Object.keys(secret).length)
  })

  it('lets modules reach those that they require, and nobody else', () => {
    for (const { name, requires } of manifests) {
      const out = named(objects, 'NetworkPolicy', `quark-${name}`)
      for (const other of manifests.filter((one) => one.name !== name)) {
        const called = name === 'api-gateway' || other.name === 'auth-service'
        const required = called || requires.modules.some((module) => module.name === other.name)
        const into = named(objects, 'NetworkPolicy', `quark-${other.name}`)
        const about = `${name} to ${other.name}`
        expect(letsOut(out, labelsOf(other.name), other.http.port), about).toBe(required)
        expect(letsIn(into, labelsOf(name), other.http.port), about).toBe(required)
      }
      for (const [kind, server, port] of [
        ['database', 'postgres', 5432],
        ['cache', 'valkey', 6379],
        ['object_store', 's3', 8333],
      ] as const) {
        const needed = requires.infrastructure.includes(kind)
        expect(letsOut(out, labelsOf(server), port), `${name} to ${server}`).toBe(needed)
        expect(letsIn(named(objects, 'NetworkPolicy', `quark-${server}`), labelsOf(name), port)).toBe(needed)
      }
    }
  })

  it('keeps acknowledged events through a power cut of one NATS server', () => {
    expect(named(objects, 'StatefulSet', 'quark-nats').spec.replicas).toBe(3)
    expect(named(objects, 'ConfigMap', 'quark-nats').data['nats.conf']).toContain('sync_interval: always')
    expect(environmentOf(named(objects, 'Deployment', 'quark-blog-service')).NATS_REPLICAS).toBe('3')
  })
})

it('the chart is of the version of Quark', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'))).toMatchObject({ version, appVersion: version })
})

describe.skipIf('missing' in helm)('an installation with servers of the operator', () => {
  it('makes none of its own, and takes their addresses from the given secret', async () => {
    const objects = await render(path, ['production.yaml'])
    expect(ofKind(objects, 'StatefulSet')).toEqual([])
    expect(ofKind(objects, 'Secret')).toEqual([])
    expect(environmentOf(named(objects, 'Deployment', 'quark-blog-service'))).toMatchObject({
      DATABASE_URL: 'quark-secrets/database-url',
      NATS_URL: 'quark-secrets/nats-url',
      LOG_LEVEL: 'info',
    })
    expect(environmentOf(named(objects, 'Deployment', 'quark-auth-service')).REFRESH_DAYS).toBe('14')
    expect(named(objects, 'HorizontalPodAutoscaler', 'quark-blog-service').spec.maxReplicas).toBe(12)
  })

  it('keeps the addresses that it is given in its secret', async () => {
    const objects = await render(path, ['external-urls.yaml'])
    expect(named(objects, 'Secret', 'quark-secrets').stringData).toMatchObject({
      'database-url': 'postgres://quark:secret@db.internal:5432/postgres',
      's3-access-key-id': 'AKIAEXAMPLE',
    })
    expect(named(objects, 'Deployment', 'quark-web').spec.replicas).toBe(2)
    expect(environmentOf(named(objects, 'Deployment', 'quark-web')).PUBLIC_URL).toBe('https://quark.example:8443')
  })

  it('lets nobody in but Cloudflare, and believes its addresses, when it is said to stand in front', async () => {
    const objects = await render(path, ['production.yaml'])
    const { metadata, spec } = named(objects, 'Ingress', 'quark-api-gateway')
    expect(metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/whitelist-source-range': expect.stringContaining('173.245.48.0/20'),
      'nginx.ingress.kubernetes.io/auth-tls-verify-client': 'on',
    })
    expect(spec.tls).toEqual([{ hosts: ['quark.example'], secretName: 'quark-example-tls' }])
    const { TRUSTED_PROXIES } = environmentOf(named(objects, 'Deployment', 'quark-api-gateway'))
    expect(TRUSTED_PROXIES).toContain('173.245.48.0/20')
  })
})
