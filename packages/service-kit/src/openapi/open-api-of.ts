import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'
import { z } from 'zod'

/** JSON Schema without the patterns that only repeat what `format` says. */
function jsonSchemaOf(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined
  const json = z.toJSONSchema(schema, {
    io: schemaType,
    target: 'openapi-3.0',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern
    },
  })
  delete json.$schema
  return { schema: json }
}

/** The OpenAPI document of a module, from the decorators and schemas of its controllers. */
export function openApiOf(
  app: NestFastifyApplication,
  about: { name: string; version: string; description: string },
): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle(about.name)
    .setDescription(about.description)
    .setVersion(about.version)
    .addBearerAuth()
    .build()
  return SwaggerModule.createDocument(app, info, { standardSchemaConverter: jsonSchemaOf })
}
