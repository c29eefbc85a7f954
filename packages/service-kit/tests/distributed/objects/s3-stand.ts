import { ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { createObjectStore } from '@quark/service-kit'
import type { ObjectStand } from '../../integration/objects/object-stand.js'

/** A client of the tests' own, to look behind the driver. */
export const s3Client = (env: Readonly<Record<string, string>>): S3Client =>
  new S3Client({
    endpoint: env.S3_ENDPOINT,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })

/** The S3 of the run, in a bucket that all tests share: modules keep them apart. */
export async function s3Stand(env: Readonly<Record<string, string>>): Promise<ObjectStand> {
  const client = s3Client(env)
  return {
    env,
    async open(module) {
      const store = await createObjectStore(env, module)
      await store.open()
      return store
    },
    async halfPuts(module) {
      const [Bucket, Prefix] = [env.S3_BUCKET, `${module}/`]
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }))
      const temporary = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${module}/incoming/` }))
      return [...Uploads, ...(temporary.Contents ?? [])].map(({ Key }) => Key ?? '')
    },
    stop: async () => client.destroy(),
  }
}
