import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { defineService, rpcService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { UserConfig } from './config.js'
import { profiles } from './db/migrations/0001-profiles.js'
import { follows } from './db/migrations/0002-follows.js'
import { avatars } from './db/migrations/0003-avatars.js'
import { ProfilesRpc } from './profiles/profiles.rpc.js'

export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: UserConfig,
  migrations: [profiles, follows, avatars],
  rpc: (app) => [rpcService(UserService, app.get(ProfilesRpc))],
})
