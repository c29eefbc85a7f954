import { service as apiGateway } from '@quark/api-gateway'
import { service as authService } from '@quark/auth-service'
import { service as blogService } from '@quark/blog-service'
import { service as notificationService } from '@quark/notification-service'
import { startTestPlatform, type TestPlatform } from '@quark/testing'
import { service as userService } from '@quark/user-service'
import { service as web } from '@quark/web'

/** The whole platform as `npm start` has it, in this process. */
export function startWholePlatform(env: Record<string, string> = {}): Promise<TestPlatform> {
  return startTestPlatform([apiGateway, authService, userService, blogService, notificationService, web], env)
}
