import { Module } from '@nestjs/common'
import { DoorModule } from './door/door.module.js'

@Module({ imports: [DoorModule] })
export class AppModule {}
