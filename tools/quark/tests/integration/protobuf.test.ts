import { symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { lintProtobuf, protobufFiles } from '../../src/gen/protobuf.js'

const original = resolve(import.meta.dirname, '..', '..', '..', '..')

/** A project with one protobuf contract, and the packages of this one. */
function aProjectWith(proto: string): string {
  const root = aFolder({
    'packages/contracts/buf.yaml': 'version: v2\nmodules: [{ path: proto }]\n',
    'packages/contracts/buf.gen.yaml':
      'version: v2\nplugins: [{ local: protoc-gen-es, out: src/gen, opt: [target=ts, import_extension=js] }]\n',
    'packages/contracts/proto/quark/poll/v1/poll.proto': `syntax = "proto3";\npackage quark.poll.v1;\n${proto}`,
  })
  symlinkSync(join(original, 'node_modules'), join(root, 'node_modules'), 'junction')
  return root
}

describe('protobuf contracts', () => {
  it('become TypeScript, without a network', async () => {
    const [file, ...others] = await protobufFiles(aProjectWith('message Poll {\n  string id = 1;\n}\n'))
    expect(others).toEqual([])
    expect(file?.path).toBe('packages/contracts/src/gen/quark/poll/v1/poll_pb.ts')
    expect(file?.content).toContain('export type Poll = ')
  })

  it('are told of with their place when they are wrong', async () => {
    await expect(protobufFiles(aProjectWith('message Poll {\n  strin id = 1;\n}\n'))).rejects.toThrow(/poll\.proto:4:3/)
  })

  it('keep the rules of buf', async () => {
    expect(await lintProtobuf(aProjectWith('message Poll {\n  string id = 1;\n}\n'))).toEqual([])
    const [line] = await lintProtobuf(aProjectWith('message poll {\n  string id = 1;\n}\n'))
    expect(line).toMatch(/poll\.proto:3:9:Message name "poll" should be PascalCase/)
  })
})
