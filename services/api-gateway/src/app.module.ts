import { Module } from '@nestjs/common'
import { EdgeModule } from './edge/edge.module.js'

@Module({ imports: [EdgeModule] })
export class AppModule {}
