import { Controller, Get, Header, Param } from '@nestjs/common'
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation } from '@nestjs/swagger'
import { Access, Answer } from '@quark/service-kit'
import { DocsService } from './docs.service.js'
import { PAGE, PAGE_POLICY, START_SCRIPT } from './page.js'

const FOR_AN_HOUR = 'public, max-age=3600'

@Controller('api')
export class DocsController {
  constructor(private readonly docs: DocsService) {}

  @Get('openapi.json')
  @ApiOperation({ operationId: 'readApiDocument', summary: 'The OpenAPI document of the whole API' })
  @ApiOkResponse({ description: 'An OpenAPI 3.0 document.' })
  @Access('public')
  @Header('content-type', 'application/json; charset=utf-8')
  document(): Promise<string> {
    return this.docs.document()
  }

  @Get('docs')
  @ApiOperation({ operationId: 'readApiReference', summary: 'The API reference, a page for people' })
  @ApiOkResponse({ description: 'An HTML page.' })
  @Access('public')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PAGE_POLICY)
  page(): string {
    return PAGE
  }

  @Get('docs/start.js')
  @ApiExcludeEndpoint()
  @Access('public')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', FOR_AN_HOUR)
  script(): string {
    return START_SCRIPT
  }

  @Get('docs/:asset')
  @ApiExcludeEndpoint()
  @Access('public')
  @Header('cache-control', FOR_AN_HOUR)
  async asset(@Param('asset') name: string, @Answer() answer: Answer): Promise<Buffer> {
    const { type, content } = await this.docs.asset(name)
    answer.header('content-type', type)
    return content
  }
}
