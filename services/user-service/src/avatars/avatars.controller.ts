import { Body, Controller, Delete, Param, Put } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, Returns, ReturnsNothing } from '@quark/service-kit'
import { ProfileView } from '../profiles/profiles.schema.js'
import { AvatarChoice } from './avatars.schema.js'
import { AvatarsService } from './avatars.service.js'

@Controller('user')
export class AvatarsController {
  constructor(private readonly avatars: AvatarsService) {}

  @Put(':id/avatar')
  @ApiOperation({ operationId: 'chooseAvatar', summary: 'Show one of your images as your picture' })
  @Access('signed-in')
  @Returns(ProfileView)
  choose(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AvatarChoice }) { mediaId }: AvatarChoice,
    @Caller() caller: Caller,
  ): Promise<ProfileView> {
    return this.avatars.choose(id, mediaId, caller)
  }

  @Delete(':id/avatar')
  @ApiOperation({ operationId: 'removeAvatar', summary: 'Show no picture; the image itself stays among your files' })
  @Access('signed-in')
  @ReturnsNothing()
  remove(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.avatars.remove(id, caller)
  }
}
