import type { Manifest } from '@quark/manifest'

/** One thing that is wrong, with the file it is wrong in and the way to put it right. */
export interface Finding {
  file: string
  says: string
  cure: string
}

/** `file: what is wrong. What to do.` */
export const describeFinding = ({ file, says, cure }: Finding): string => `${file}: ${says}. ${cure}.`

/** A finding about what a manifest says. */
export const inManifest = ({ file }: Manifest, says: string, cure: string): Finding => ({ file, says, cure })
