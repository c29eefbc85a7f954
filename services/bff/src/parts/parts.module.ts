import { Module } from '@nestjs/common'
import { PartsService } from './parts.service.js'

@Module({ providers: [PartsService], exports: [PartsService] })
export class PartsModule {}
