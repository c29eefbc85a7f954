import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, Returns, ReturnsNothing } from '@quark/service-kit'
import { IdOrUsername, ProfileChange, ProfileView } from './profiles.schema.js'
import { ProfilesService } from './profiles.service.js'

@Controller('user')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Get(':id')
  @ApiOperation({ operationId: 'readUser', summary: 'A profile, by id or by username in any case' })
  @Access('public')
  @Returns(ProfileView)
  read(@Param('id', { schema: IdOrUsername }) idOrUsername: string): Promise<ProfileView> {
    return this.profiles.read(idOrUsername)
  }

  @Put(':id')
  @ApiOperation({ operationId: 'changeUser', summary: 'Change parts of your own profile, the username included' })
  @Access('signed-in')
  @Returns(ProfileView)
  change(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ProfileChange }) change: ProfileChange,
    @Caller() caller: Caller,
  ): Promise<ProfileView> {
    return this.profiles.change(id, change, caller)
  }

  @Delete(':id')
  @ApiOperation({ operationId: 'deleteUser', summary: 'Delete your own account with everything in it' })
  @Access('signed-in')
  @ReturnsNothing()
  remove(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.profiles.remove(id, caller)
  }
}
