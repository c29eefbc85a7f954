import { PostMediaChanged } from '@quark/contracts/events/blog'
import { uuidv7 } from '@quark/service-kit'
import { startService, type TestAnswer, type TestClient, type TestService, until } from '@quark/testing'
import { service } from '../src/service.js'

export const startMedia = (env: Record<string, string> = {}): Promise<TestService> =>
  startService(service, { env, log: process.env.LOG })

/** Somebody who uploads. */
export interface Person {
  id: string
  client: TestClient
}

export function aPerson(media: TestService): Person {
  const id = uuidv7()
  return { id, client: media.as(id) }
}

const BOUNDARY = 'the-boundary-of-the-tests'
export const FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

/** A form with this file, as a browser sends it. */
export const aForm = (content: Buffer | string, name = 'a file', field = 'file'): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n`),
    Buffer.from('Content-Type: application/octet-stream\r\n\r\n'),
    Buffer.from(content),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])

export interface UploadOptions {
  name?: string
  field?: string
  headers?: Record<string, string>
}

export const upload = (
  { client }: Pick<Person, 'client'>,
  content: Buffer | string,
  { name, field, headers }: UploadOptions = {},
): Promise<TestAnswer> =>
  client.request('POST', '/api/v1/upload', { body: aForm(content, name, field), headers: { ...FORM, ...headers } })

/** The answer to an upload that has to go well. */
export async function uploaded(person: Pick<Person, 'client'>, content: Buffer, options?: UploadOptions) {
  const answer = await upload(person, content, options)
  if (answer.status !== 201) throw new Error(`the upload was refused: ${JSON.stringify(answer.body)}`)
  return answer.body
}

let revisions = 0

export interface Shown {
  postId?: string
  public?: boolean
  revision?: number
}

/** A post of this person shows these media from now on. @returns the post's id */
export async function shows(
  media: TestService,
  authorId: string,
  mediaIds: string[],
  { postId = uuidv7(), public: seen = true, revision = ++revisions }: Shown = {},
): Promise<string> {
  const event = await media.publish(PostMediaChanged, { postId, authorId, mediaIds, public: seen, revision })
  await until('media-service has heard of the post', () => media.handled(event))
  return postId
}

/** The bytes of a file. */
export async function bytesOf(media: TestService, url: string, headers: Record<string, string> = {}) {
  const response = await fetch(media.url + url, { headers })
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

/** What is stored: rows and objects that are not those of these media. */
export async function leftovers(media: TestService, objects: () => Promise<string[]>) {
  const rows = await media.db`
    select 'media' as what, id::text from media union all select 'job', media_id::text from image_job
    union all select 'removal', media_id::text from removal`
  return { rows: [...rows], objects: await objects() }
}
