import { Module } from '@nestjs/common'
import { DocsModule } from './docs/docs.module.js'
import { EdgeModule } from './edge/edge.module.js'

@Module({ imports: [EdgeModule, DocsModule] })
export class AppModule {}
