/** DI tokens for what is not a class. */
export const SERVICE_NAME = Symbol('service name')
export const EVENT_BUS = Symbol('event bus')
export const LOGGER = Symbol('logger')
export const HOST = Symbol('host')
export const MANIFEST = Symbol('manifest')
