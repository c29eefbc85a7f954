import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { answerHeaders, requestHeaders } from '../../src/hand-over/proxy-headers.js'

describe('headers on their way to a module', () => {
  it('are all passed on', () => {
    const headers = { host: 'quark.example', authorization: 'Bearer x', cookie: 'a=1', 'if-match': '"3"' }
    expect(requestHeaders(headers)).toEqual(headers)
  })

  it('stay behind when they are for the neighbour only', () => {
    const headers = {
      connection: 'Keep-Alive, X-Private',
      'keep-alive': 'timeout=5',
      'x-private': 'for the neighbour',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      upgrade: 'h2c',
      expect: '100-continue',
      accept: '*/*',
    }
    expect(requestHeaders(headers)).toEqual({ accept: '*/*' })
  })
})

describe('headers on their way back', () => {
  it('are passed on but for the neighbour’s, the edge’s own and what the module is made with', () => {
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    response.setHeader('vary', 'Origin')
    response.setHeader('x-request-id', 'ours')
    answerHeaders(
      {
        connection: 'close, x-hop',
        'x-hop': '1',
        'keep-alive': 'timeout=5',
        'x-powered-by': 'something',
        server: 'something',
        'x-request-id': 'theirs',
        vary: 'Authorization',
        etag: '"3"',
        'set-cookie': ['a=1', 'b=2'],
      },
      response,
    )
    expect(response.getHeaders()).toEqual({
      vary: ['Origin', 'Authorization'],
      'x-request-id': 'ours',
      etag: '"3"',
      'set-cookie': ['a=1', 'b=2'],
    })
  })
})
