import { runService } from '@quark/service-kit'
import { service } from './service.js'

await runService(service)
