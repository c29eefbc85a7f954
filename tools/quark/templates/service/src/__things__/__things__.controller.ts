import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns } from '@quark/service-kit'
import type { z } from 'zod'
import { __Thing__Page, __Thing__View, New__Thing__ } from './__things__.schema.js'
import { __Things__Service } from './__things__.service.js'

@Controller('__things__')
export class __Things__Controller {
  constructor(private readonly __thingsVar__: __Things__Service) {}

  @Post()
  @ApiOperation({ operationId: 'create__Thing__', summary: 'Make a new one for the caller' })
  @Access('signed-in')
  @Returns(__Thing__View, 201)
  create(@Body({ schema: New__Thing__ }) body: New__Thing__, @Caller() caller: Caller): Promise<__Thing__View> {
    return this.__thingsVar__.create(body, caller.id)
  }

  @Get()
  @ApiOperation({ operationId: 'list__Things__', summary: 'List all, newest first' })
  @Access('public')
  @Returns(__Thing__Page)
  list(@Query({ schema: PageQuery }) page: z.infer<typeof PageQuery>): Promise<__Thing__Page> {
    return this.__thingsVar__.list(page)
  }

  @Get(':id')
  @ApiOperation({ operationId: 'read__Thing__', summary: 'Read one' })
  @Access('public')
  @Returns(__Thing__View)
  read(@Param('id', { schema: Id }) id: string): Promise<__Thing__View> {
    return this.__thingsVar__.read(id)
  }
}
