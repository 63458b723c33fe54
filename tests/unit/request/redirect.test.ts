// Where the way out does not lead: private addresses, and redirects to them, for ever, or with somebody's secrets.
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createRequest } from '../../../src/channels/request.ts'
import { read, shown, useServers } from './servers.ts'

const net = useServers()

describe('a private address', () => {
  it('is refused as a number, as a name, and where a redirect leads, and nobody is called', async () => {
    const strict = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'Leopost test' })
    let calls = 0
    const url = await net.serve((_, response) => {
      calls++
      response.end()
    })
    const { port } = new URL(url)
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]', 'localhost']) {
      const error = await strict({ url: `http://${host}:${port}/`, timeoutMs: 5_000, maxBytes: 1_000 }).catch(
        (caught: unknown) => caught,
      )
      expect(error, host).toMatchObject({ kind: 'refused', sent: false })
    }
    expect(calls).toBe(0)
    await strict.close()
  })

  it('is refused where a redirect leads, by number or by name', async () => {
    const inside = await net.serve((_, response) => response.end('inside'))
    const { port } = new URL(inside)
    for (const host of ['127.0.0.2', 'localhost', '[::1]']) {
      const url = await net.serve((_, response) =>
        response.writeHead(302, { location: `http://${host}:${port}/` }).end(),
      )
      expect(await net.fault({ url }), host).toMatchObject({ kind: 'refused' })
      expect(await net.fault({ url, trusted: true }), host).toMatchObject({ kind: 'refused' })
    }
  })

  it('is reached where the operator set it or allows its host', async () => {
    const url = await net.serve((_, response) => response.end('inside'))
    const named = url.replace('127.0.0.1', 'localhost')
    expect((await net.ask({ url })).text()).toBe('inside')
    expect(await net.fault({ url: named })).toMatchObject({ kind: 'refused' })
    expect((await net.ask({ url: named, trusted: true })).text()).toBe('inside')
  })
})

describe('a redirect', () => {
  it('is followed by a GET, and the answer tells where it came from', async () => {
    const url = await net.serve((incoming, response) => {
      if (incoming.url === '/end') return response.end('there')
      response.writeHead(301, { location: '/end' }).end()
    })
    expect(await net.ask({ url })).toMatchObject({ status: 200, url: `${url}/end` })
  })

  it('is answered as it came to everything else, unless told', async () => {
    const methods: string[] = []
    const url = await net.serve(async (incoming, response) => {
      methods.push(`${incoming.method} ${await read(incoming)} ${incoming.headers['content-type'] ?? ''}`)
      const status = Number(incoming.url?.slice(1))
      if (status) response.writeHead(status, { location: '/' }).end()
      else response.end('there')
    })
    const post = { method: 'POST', body: 'words', headers: { 'Content-Type': 'text/plain' } }
    expect((await net.ask({ url: `${url}/303`, ...post })).status).toBe(303)
    expect(methods.splice(0)).toEqual(['POST words text/plain'])
    await net.ask({ url: `${url}/303`, ...post, redirect: 'follow' })
    expect(methods.splice(0)).toEqual(['POST words text/plain', 'GET  '])
    await net.ask({ url: `${url}/308`, ...post, redirect: 'follow' })
    expect(methods.splice(0)).toEqual(['POST words text/plain', 'POST words text/plain'])
    expect((await net.ask({ url: `${url}/302`, redirect: 'refuse' })).status).toBe(302)
  })

  it('to another origin takes no secret along, whatever the header is called', async () => {
    const seen: IncomingMessage['headers'][] = []
    const other = await net.serve((incoming, response) => {
      seen.push(incoming.headers)
      response.end()
    })
    const url = await net.serve((_, response) => response.writeHead(302, { location: other }).end())
    await net.ask({
      url,
      headers: { Authorization: 'secret', Cookie: 'secret', 'X-Api-Key': 'secret', Accept: 'text/html' },
    })
    expect(seen[0]).toMatchObject({ accept: 'text/html', 'user-agent': 'Leopost test' })
    expect(JSON.stringify(seen)).not.toContain('secret')
  })

  it('that never ends is refused after five', async () => {
    let calls = 0
    const url = await net.serve((_, response) => {
      calls++
      response.writeHead(302, { location: '/again?token=secret' }).end()
    })
    const error = await net.fault({ url })
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('5 redirects') })
    expect(shown(error)).not.toContain('secret')
    expect(calls).toBe(6)
  })

  it('counts as sent when what follows fails', async () => {
    const url = await net.serve((_, response) => response.writeHead(307, { location: 'http://nobody.invalid/' }).end())
    expect(await net.fault({ url, method: 'POST', redirect: 'follow' })).toMatchObject({ kind: 'lost', sent: true })
  })
})
