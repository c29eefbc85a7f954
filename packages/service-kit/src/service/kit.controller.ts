import { Controller, Get, Header, Inject, Optional } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { Manifest } from '@quark/manifest'
import { Database } from '../data/database.js'
import { Refusal } from '../http/refusal.js'
import { Access } from '../http/route.js'
import { ObjectStore } from '../objects/object-store.js'
import { Metrics } from '../observe/metrics.js'
import { MANIFEST } from './tokens.js'

/** What every module answers beside its API, for operators. The gateway does not route to it from outside. */
@Controller()
@ApiExcludeController()
export class KitController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(MANIFEST) private readonly manifest: Manifest,
    @Optional() private readonly database?: Database,
    @Optional() private readonly objects?: ObjectStore,
  ) {}

  /** Alive: the process answers. */
  @Get('health')
  @Access('public')
  health(): { status: string; module: string; version: string } {
    return { status: 'ok', module: this.manifest.name, version: this.manifest.version }
  }

  /** Ready: what it needs answers too. */
  @Get('ready')
  @Access('public')
  async ready(): Promise<{ status: string }> {
    await answering('database', () => this.database?.ping())
    await answering('object-store', () => this.objects?.check())
    return { status: 'ok' }
  }

  @Get('metrics')
  @Access('public')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics()
  }

  @Get('manifest')
  @Access('public')
  describe(): Omit<Manifest, 'folder' | 'file'> {
    const { folder: _folder, file: _file, ...manifest } = this.manifest
    return manifest
  }
}

async function answering(what: string, ask: () => Promise<void> | undefined): Promise<void> {
  try {
    await ask()
  } catch {
    throw Refusal.unavailable(what)
  }
}
