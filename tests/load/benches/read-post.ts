import { databaseUrlOf } from '@quark/service-kit'
import { publishPosts, register } from '../lib/api.ts'
import { interleave } from '../lib/interleave.ts'
import { startReference } from '../lib/reference.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { withQuark } from '../lib/with-quark.ts'

const REFERENCE_PORT = 18_090
const POSTS = 200

/** A post by its id, through the gateway, against bare Fastify and postgres.js sending the same row. */
export function readPost(): Promise<Row[]> {
  return withQuark(async (quark, databaseUrl) => {
    const ids = await publishPosts(quark.url, await register(quark.url), POSTS)
    const path = `/api/v1/posts/${ids[POSTS / 2]}`
    const reference = await startReference('post-server', [
      databaseUrlOf(databaseUrl, 'blog-service'),
      `${REFERENCE_PORT}`,
    ])
    try {
      const bare = { name: 'bare', url: `http://127.0.0.1:${REFERENCE_PORT}${path}`, pid: reference.pid }
      const own = { name: 'Quark', url: quark.url + path, pid: quark.pid }
      const { rounds, ratio, cpuRatio } = await interleave(bare, own)
      const of = (name: string, key: 'requestsPerSecond' | 'cpuMicros' | 'p99Ms'): string =>
        show(spreadOf((rounds[name] ?? []).map((round) => round[key])), 0)
      return [
        {
          what: 'post by id: Quark / bare Fastify + postgres.js, requests/s',
          value: show(ratio),
          budget: '>= 0.5',
          met: ratio.median >= 0.5,
        },
        { what: '- the same in CPU for a request', value: show(cpuRatio), budget: '' },
        {
          what: '- bare: requests/s, CPU us, p99 ms',
          value: ['requestsPerSecond', 'cpuMicros', 'p99Ms'].map((key) => of('bare', key as 'p99Ms')).join('; '),
          budget: '',
        },
        {
          what: '- Quark: requests/s, CPU us, p99 ms',
          value: ['requestsPerSecond', 'cpuMicros', 'p99Ms'].map((key) => of('Quark', key as 'p99Ms')).join('; '),
          budget: '',
        },
      ]
    } finally {
      await reference.stop()
    }
  })
}
