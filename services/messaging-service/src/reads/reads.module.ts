import { Module } from '@nestjs/common'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { ReadMarks } from './read-marks.js'
import { ReadsController } from './reads.controller.js'
import { ReadsRepository } from './reads.repository.js'
import { ReadsService } from './reads.service.js'

@Module({
  imports: [DeliveryModule],
  controllers: [ReadsController],
  providers: [ReadsService, ReadsRepository, ReadMarks],
  exports: [ReadMarks],
})
export class ReadsModule {}
