import { MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { defineService, rpcService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { MediaConfig } from './config.js'
import { media } from './db/migrations/0001-media.js'
import { viewers } from './db/migrations/0002-viewers.js'
import { ImageRunner } from './images/image-runner.js'
import { MediaRpc } from './media/media.rpc.js'
import { Collection } from './removals/collection.js'

/** Uploads: checked, prepared, stored and served. */
export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: MediaConfig,
  migrations: [media, viewers],
  rpc: (app) => [rpcService(MediaService, app.get(MediaRpc))],
  onStart: async (app) => {
    app.get(ImageRunner).start()
    app.get(Collection).start()
  },
})
