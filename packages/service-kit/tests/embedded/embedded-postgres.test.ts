import postgres from 'postgres'
import { expect, inject, it } from 'vitest'

it('gives every test run a server', async () => {
  const sql = postgres(inject('postgresUrl'))
  const [row] = await sql`select 1 as one`
  expect(row).toEqual({ one: 1 })
  await sql.end()
})
