import { Controller, Get, Param, Req, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import { Access, Caller, Id, Refusal } from '@quark/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FileName, Hash } from './serving.schema.js'
import { ServingService } from './serving.service.js'

/** The files, at addresses that are given out and never put together by a client: not a part of the API. */
@Controller('media')
@ApiExcludeController()
export class ServingController {
  constructor(private readonly serving: ServingService) {}

  @Get(':id/:hash/:file')
  @Access('public')
  async serve(
    @Param() address: Record<'id' | 'hash' | 'file', string>,
    @Caller() caller: Caller | undefined,
    @Req() { headers, method }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isAddress(address)) throw Refusal.notFound('media')
    const answer = await this.serving.serve(
      {
        ...address,
        ifNoneMatch: headers['if-none-match'],
        range: headers.range,
        ifRange: onlyOne(headers['if-range']),
        head: method === 'HEAD',
      },
      caller,
    )
    reply.code(answer.status).headers(answer.headers).send(answer.body)
  }
}

const isAddress = ({ id, hash, file }: Record<'id' | 'hash' | 'file', string>): boolean =>
  Id.safeParse(id).success && Hash.safeParse(hash).success && FileName.safeParse(file).success

const onlyOne = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
