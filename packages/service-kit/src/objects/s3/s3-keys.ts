import { randomUUID } from 'node:crypto'
import { assertKey, assertPrefix } from '../object-keys.js'

/** How the keys of one module lie in the bucket: `PREFIX MODULE/objects/KEY`; what is not whole yet, in `incoming/`. */
export class S3Keys {
  /** Begins every key of this module. */
  readonly module: string
  readonly incoming: string
  private readonly objects: string

  constructor(prefix: string, module: string) {
    this.module = `${prefix}${module}/`
    this.objects = `${this.module}objects/`
    this.incoming = `${this.module}incoming/`
  }

  /** @throws InvalidObjectKey */
  of(key: string): string {
    assertKey(key)
    return this.objects + key
  }

  /** @throws InvalidObjectKey */
  beginning(prefix: string): string {
    assertPrefix(prefix)
    return this.objects + prefix
  }

  temporary(): string {
    return this.incoming + randomUUID()
  }

  /** Of a list with EncodingType url, by which XML cannot spoil a key. Some stores write a space as a plus. */
  decode(encoded: string): string {
    return decodeURIComponent(encoded.replaceAll('+', ' ')).slice(this.objects.length)
  }
}
