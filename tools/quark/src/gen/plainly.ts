import { ManifestError } from '@quark/manifest'
import { PlainError } from '@quark/service-kit/embedded'

/** Lets what is wrong with a manifest be told at the terminal without a stack. */
export async function plainly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ManifestError ? new PlainError(error.message) : error
  }
}
