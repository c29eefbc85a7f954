import { Body, Controller, Get, Put } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Returns } from '@quark/service-kit'
import { PreferenceChanges, PreferenceList } from './preferences.schema.js'
import { PreferencesService } from './preferences.service.js'

@Controller('notifications/preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @ApiOperation({ operationId: 'readNotificationPreferences', summary: 'Which kinds of news you are told of' })
  @Access('signed-in')
  @Returns(PreferenceList)
  read(@Caller() caller: Caller): Promise<PreferenceList> {
    return this.preferences.of(caller.id)
  }

  @Put()
  @ApiOperation({ operationId: 'changeNotificationPreferences', summary: 'Choose which kinds of news you are told of' })
  @Access('signed-in')
  @Returns(PreferenceList)
  change(
    @Body({ schema: PreferenceChanges }) changes: PreferenceChanges,
    @Caller() caller: Caller,
  ): Promise<PreferenceList> {
    return this.preferences.change(caller.id, changes)
  }
}
