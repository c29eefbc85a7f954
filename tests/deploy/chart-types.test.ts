import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { typed } from './lib/kubernetes-types.js'
import { CHART } from './lib/project.js'
import { lint, render } from './lib/render.js'
import { typeErrors } from './lib/type-check.js'

const helm = inject('helm')
const path = 'path' in helm ? helm.path : ''
const examples = readdirSync(join(CHART, 'examples'))

// The compiler reads all of Kubernetes' types.
describe.skipIf('missing' in helm)('the chart', { timeout: 120_000 }, () => {
  it.each(examples)('is found right by helm lint --strict with %s', async (example) => {
    expect(await lint(path, [example])).toContain('0 chart(s) failed')
  })

  it('makes objects that the API of Kubernetes knows, key by key, whatever the values', async () => {
    const rendered = await Promise.all(examples.map((example) => render(path, [example])))
    const objects = rendered.flat()
    expect(objects.length).toBeGreaterThan(100)
    expect(await typeErrors(objects.map(typed))).toEqual([])
  })

  it('would be told of a key that is misspelt, of a wrong type and of an old API', async () => {
    const [deployment] = (await render(path, ['trial.yaml'])).filter(({ kind }) => kind === 'Deployment')
    if (!deployment) throw new Error('the chart makes no Deployment')
    const misspelt = structuredClone(deployment)
    misspelt.spec.template.spec.containers[0].readynessProbe = {}
    const wrongType = { ...deployment, spec: { ...deployment.spec, minReadySeconds: 'ten' } }
    const old = { ...deployment, apiVersion: 'apps/v1beta1' }
    expect(await typeErrors([misspelt, wrongType, old].map(typed))).toEqual([
      expect.stringContaining('readynessProbe'),
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining('kubernetes-types/apps/v1beta1'),
    ])
  })

  it.each([
    ['a value that it does not know', ['gatway.trustedProxies=x'], /gatway/],
    ['a value of a wrong type', ['nats.replicas=many'], /replicas/],
    ['no address of the site', ['host='], /host: set the address of the site/],
    ['no place of the images', ['image.repository='], /image.repository: say where the images are/],
    ['a PostgreSQL of yours without an address', ['postgres.bundled=false'], /postgres.url: give the address/],
  ])('refuses %s, and says so', async (_what, sets, says) => {
    await expect(render(path, ['trial.yaml'], sets)).rejects.toThrow(says)
  })
})
