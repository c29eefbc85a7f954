import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { BffConfig } from './config.js'

/** Answers that pages are made of, put together from the other modules in one round of calls. */
export const service = defineService({ root: new URL('..', import.meta.url), module: AppModule, config: BffConfig })
