import { z } from 'zod'
import { Settings } from '../../config/settings.js'

const address = z.url({ protocol: /^https?$/, error: 'must be like https://s3.example.org' })

/** How objects reach an S3-compatible store. Read when `S3_BUCKET` or `S3_ENDPOINT` is set. */
export class S3Settings extends Settings({
  S3_ENDPOINT: address
    .optional()
    .describe('Address of an S3-compatible store that keeps objects, as https://s3.example.org. Unset: Amazon S3.'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be 3 to 63 small letters, digits, dots and hyphens')
    .describe('Bucket for objects of all modules; made at start when it is not there and the key may make it.'),
  S3_REGION: z.string().default('us-east-1').describe('Region of the bucket; stores of your own mostly take any.'),
  S3_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe('Access key of the store. Unset: what the AWS environment, profile or instance role gives.'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('Secret of the access key; set both or neither.'),
  S3_PATH_STYLE: z
    .stringbool()
    .default(true)
    .describe('The bucket is in the path (host/bucket), as stores of your own want it; false: in the host name.'),
  S3_PREFIX: z
    .string()
    .max(200)
    .regex(/^([A-Za-z0-9._-]+\/)*$/, 'must be empty or like quark/, with a slash at its end')
    .default('')
    .describe(
      'Put before every key, as quark/, when the bucket is shared. Each module has a folder of its own below it.',
    ),
  S3_PUBLIC_ENDPOINT: address
    .optional()
    .describe(
      'Address at which browsers reach the store. When set, large files may be fetched there by signed addresses; else modules hand them on.',
    ),
  S3_CHECKSUMS: z
    .enum(['when_required', 'when_supported'])
    .default('when_required')
    .describe('Checksums of the newer S3 protocol. when_supported: only for stores that know them; older ones fail.'),
  S3_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(300)
    .default(30)
    .describe('Seconds within which the store must answer one request (5 MiB at most), tries again included.'),
}) {}
