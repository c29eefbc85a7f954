import type { IncomingMessage } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import { edgeOf, HOST, type Host } from '@quark/service-kit'
import { WebConfig } from './config.js'

/** The address at which a browser sees this site: PUBLIC_URL, else what its request and a trusted edge say. */
@Injectable()
export class SiteAddress {
  private readonly publicUrl: URL | undefined
  private readonly internalKey: string

  constructor({ PUBLIC_URL }: WebConfig, @Inject(HOST) { internalKey }: Host) {
    this.publicUrl = PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL)
    this.internalKey = internalKey
  }

  of(request: IncomingMessage): { protocol: 'http' | 'https'; host: string } {
    if (this.publicUrl) return { protocol: schemeOf(this.publicUrl.protocol), host: this.publicUrl.host }
    const forwarded = edgeOf(request, this.internalKey) && request.headers['x-forwarded-proto']
    return { protocol: schemeOf(`${forwarded}:`), host: request.headers.host ?? 'localhost' }
  }
}

const schemeOf = (protocol: string): 'http' | 'https' => (protocol === 'https:' ? 'https' : 'http')
