import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { migrations } from './db/migrations.js'

/** Blogs, posts, tags, comments and the search over them. */
export const service = defineService({ root: new URL('..', import.meta.url), module: AppModule, migrations })
