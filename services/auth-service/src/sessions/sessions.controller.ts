import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import type { z } from 'zod'
import { Client, type ClientInfo } from './client.js'
import { RefreshesService } from './refreshes.service.js'
import { LogoutRequest, RefreshRequest, SessionPage, SignedIn } from './sessions.schema.js'
import { SessionsService } from './sessions.service.js'

@Controller('auth')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly refreshes: RefreshesService,
  ) {}

  @Post('refresh')
  @ApiOperation({ operationId: 'refresh', summary: 'Exchange a refresh token for a new pair of tokens' })
  @Access('public')
  @Returns(SignedIn)
  refresh(
    @Body({ schema: RefreshRequest }) { refreshToken }: RefreshRequest,
    @Client() client: ClientInfo,
  ): Promise<SignedIn> {
    return this.refreshes.refresh(refreshToken, client)
  }

  @Post('logout')
  @ApiOperation({ operationId: 'logout', summary: 'End the session of a refresh token, or else of the access token' })
  @Access('public')
  @ReturnsNothing()
  logout(@Body({ schema: LogoutRequest }) body: LogoutRequest, @Caller() caller: Caller | undefined): Promise<void> {
    return this.sessions.logout(body?.refreshToken, caller)
  }

  @Get('sessions')
  @ApiOperation({ operationId: 'listSessions', summary: 'Where you are signed in, newest first' })
  @Access('signed-in')
  @Returns(SessionPage)
  list(@Query({ schema: PageQuery }) page: z.infer<typeof PageQuery>, @Caller() caller: Caller): Promise<SessionPage> {
    return this.sessions.list(caller, page)
  }

  @Delete('sessions/:id')
  @ApiOperation({ operationId: 'revokeSession', summary: 'Sign out one of your sessions' })
  @Access('signed-in')
  @ReturnsNothing()
  revoke(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.sessions.revoke(id, caller)
  }
}
