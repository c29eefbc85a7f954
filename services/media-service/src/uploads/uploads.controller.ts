import { Controller, Post, Req } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Returns, TakesForm } from '@quark/service-kit'
import type { FastifyRequest } from 'fastify'
import { OwnMediaView } from '../media/media.schema.js'
import { UploadForm } from './upload-form.js'
import { UploadsService } from './uploads.service.js'

const FIELD = 'file'

@Controller('upload')
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  @Post()
  @ApiOperation({ operationId: 'upload', summary: 'Upload one picture, sound, video or PDF file' })
  @Access('signed-in')
  @TakesForm(FIELD)
  @Returns(OwnMediaView, 201)
  async upload(@Req() { raw, routeOptions }: FastifyRequest, @Caller() caller: Caller): Promise<OwnMediaView> {
    const form = new UploadForm(raw, FIELD, routeOptions.bodyLimit)
    try {
      return await this.uploads.take(caller, form)
    } finally {
      form.leave()
    }
  }
}
