import { Module } from '@nestjs/common'
import { __Things__Module } from './__things__/__things__.module.js'

@Module({ imports: [__Things__Module] })
export class AppModule {}
