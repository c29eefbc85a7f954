import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import type { Manifest } from '@quark/manifest'
import { HOST, type Host, LOGGER, type Logger, MANIFEST, Refusal } from '@quark/service-kit'
import { parse } from 'yaml'
import { type ApiDocument, type ModuleApi, mergeApis } from './merge.js'

/** Made by `quark gen` from a module's controllers; a module without an API has none. */
const DOCUMENT = 'openapi.yaml'

/** What the reference page loads, from the package swagger-ui-dist. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

export interface Asset {
  readonly type: string
  readonly content: Buffer
}

/** The API reference: the merged document and the page that shows it. */
@Injectable()
export class DocsService {
  private merged: Promise<string> | undefined
  private readonly folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(MANIFEST) private readonly self: Manifest,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** The OpenAPI document of all modules as JSON. Read at the first call, kept from then on. */
  document(): Promise<string> {
    this.merged ??= this.merge().catch((error: unknown) => {
      this.merged = undefined
      throw error
    })
    return this.merged
  }

  /** @throws Refusal 404 for what the page does not load */
  async asset(name: string): Promise<Asset> {
    const type = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined
    if (!type) throw Refusal.notFound('file')
    return { type, content: await readFile(join(this.folder, name)) }
  }

  private async merge(): Promise<string> {
    const apis = await Promise.all(this.host.manifests.map((manifest) => this.read(manifest)))
    return JSON.stringify(
      mergeApis(
        apis.filter((api) => api !== undefined),
        this.self.version,
      ),
    )
  }

  private async read({ name, description, folder, exposes }: Manifest): Promise<ModuleApi | undefined> {
    if (!exposes.routes.some(({ kind }) => kind === 'api')) return undefined
    try {
      const document = parse(await readFile(join(folder, DOCUMENT), 'utf8')) as ApiDocument
      return { module: name, description, document }
    } catch (error) {
      this.log.warn({ err: error, about: name }, `${name} is missing from the API reference: run quark gen`)
      return undefined
    }
  }
}
