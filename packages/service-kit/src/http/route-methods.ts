import type { FastifyInstance } from 'fastify'

/** Which methods each path of a module answers. Asked only when a request found no route. */
export class RouteMethods {
  private readonly routes: { readonly template: readonly string[]; readonly methods: readonly string[] }[] = []

  addTo(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (!url.includes('*')) this.routes.push({ template: url.split('/'), methods: [method].flat() })
    })
  }

  /** The methods that this path answers, sorted; none when no route has it. */
  of(path: string): string[] {
    const parts = path.split('/')
    const found = this.routes.filter(({ template }) => matches(template, parts)).flatMap(({ methods }) => methods)
    return [...new Set(found)].sort()
  }
}

const matches = (template: readonly string[], parts: readonly string[]): boolean =>
  template.length === parts.length &&
  template.every((part, index) => (part.startsWith(':') ? parts[index] !== '' : part === parts[index]))
