import { Module } from '@nestjs/common'
import { WakesService } from './wakes.service.js'

@Module({ providers: [WakesService], exports: [WakesService] })
export class WakesModule {}
