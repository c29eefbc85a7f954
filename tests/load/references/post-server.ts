import Fastify from 'fastify'
import postgres from 'postgres'

/**
 * The least that can answer `GET /posts/:id`: one route, one prepared SELECT, no gateway, no checks, no schema.
 * Arguments: the address of blog-service's database, the port.
 */
const [url = '', port = '0'] = process.argv.slice(2)
const sql = postgres(url, { max: 8 })
const fastify = Fastify()

fastify.get<{ Params: { id: string } }>('/api/v1/posts/:id', async (request, reply) => {
  const [post] = await sql`
    select p.id, p.slug, p.title, p.html, p.excerpt, p.tags, p.status, p.published_at, p.updated_at, p.reading_minutes,
      p.revision, b.id as blog_id, b.slug as blog_slug, b.title as blog_title, b.language,
      a.id as author_id, a.username, a.name
    from post p join blog b on b.id = p.blog_id join author a on a.id = p.author_id
    where p.id = ${request.params.id}`
  return post ?? reply.code(404).send()
})

await fastify.listen({ host: '127.0.0.1', port: Number(port) })
process.stdout.write('ready\n')
