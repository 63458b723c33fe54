// The way out against servers that answer well, badly, slowly, without end or not at all.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRequest, type Given, type Request, RequestError } from '../../../src/channels/request.ts'

let request: Request
let closing: (() => void)[]

beforeEach(() => {
  closing = []
  request = createRequest({ now: () => new Date(), allowPrivateHosts: ['127.0.0.1'], userAgent: 'Leopost test' })
})

afterEach(async () => {
  await request.close()
  for (const close of closing) close()
})

describe('an answer', () => {
  it('comes with status, headers and body, whatever the status', async () => {
    const url = await serve((_, response) => response.writeHead(418, { 'X-Kind': 'teapot' }).end('{"short":"stout"}'))
    const answer = await ask({ url: `${url}/tea?strong` })
    expect(answer).toMatchObject({ status: 418, url: `${url}/tea?strong` })
    expect(answer.headers.get('x-kind')).toBe('teapot')
    expect(answer.json()).toEqual({ short: 'stout' })
  })

  it('is read in its encoding and its charset', async () => {
    const url = await serve((_, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html; charset=latin1' })
        .end(gzipSync(Buffer.from('perch\xe9', 'latin1'))),
    )
    expect((await ask({ url })).text()).toBe('perché')
  })

  it('that is no JSON is lost, and the error quotes none of it', async () => {
    const url = await serve((_, response) => response.end('<b>secret</b>'))
    const answer = await ask({ url })
    expect(() => answer.json()).toThrow(expect.objectContaining({ kind: 'lost', sent: true }))
    expect(() => answer.json()).not.toThrow('secret')
  })

  it('tells what was sent: method, headers of ours and of the caller, a form in its own type', async () => {
    const url = await serve(async (incoming, response) => {
      const body = await read(incoming)
      response.end(JSON.stringify({ method: incoming.method, headers: incoming.headers, body }))
    })
    const form = new FormData()
    form.set('file', new Blob(['picture']), 'a.png')
    const echoed = await ask({ url, method: 'POST', headers: { Authorization: 'Bearer t' }, body: form })
    expect(echoed.json()).toMatchObject({
      method: 'POST',
      body: expect.stringContaining('filename="a.png"'),
      headers: {
        authorization: 'Bearer t',
        'user-agent': 'Leopost test',
        'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/),
        'content-length': expect.stringMatching(/\d/),
      },
    })
  })
})

describe('a request that cannot be sent', () => {
  it('says so when nobody listens', async () => {
    const url = await serve(() => undefined)
    for (const close of closing.splice(0)) close()
    const error = await fault({
      url: `${url}/path-secret?token=secret`,
      method: 'POST',
      headers: { authorization: 'secret' },
      body: 'secret',
    })
    expect(error).toMatchObject({ kind: 'notSent', sent: false, code: 'ECONNREFUSED' })
    expect(shown(error)).not.toContain('secret')
    expect(error.message).toContain(`POST ${new URL(url).host}`)
  })

  it('says so when the name does not exist', async () => {
    expect(await fault({ url: 'http://nobody.invalid/' })).toMatchObject({ kind: 'notSent', sent: false })
  })

  it('says so when there is no TLS at the other end', async () => {
    const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await fault({ url: `https://127.0.0.1:${port}` })).toMatchObject({ kind: 'notSent', sent: false })
  })

  it('says so when the TLS handshake takes too long or is taken back, and then sends nothing later', async () => {
    let received = 0
    const port = await listen((socket) => socket.on('data', () => received++))
    expect(await fault({ url: `https://127.0.0.1:${port}`, timeoutMs: 50 })).toMatchObject({
      kind: 'notSent',
      sent: false,
    })
    const taken = new AbortController()
    const waiting = fault({ url: `https://127.0.0.1:${port}`, signal: taken.signal })
    taken.abort()
    expect(await waiting).toMatchObject({ kind: 'notSent', sent: false })
    // One client hello each at most.
    expect(received).toBeLessThanOrEqual(2)
  })

  it('is not sent at all once it was taken back', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.end()
    })
    expect(await fault({ url, signal: AbortSignal.abort() })).toMatchObject({ kind: 'notSent', sent: false })
    expect(calls).toBe(0)
  })

  it('leaves nothing behind when it is taken back while the connection is made', async () => {
    const seen: (string | undefined)[] = []
    const url = await serve((incoming, response) => {
      seen.push(incoming.url)
      response.end()
    })
    const taken = new AbortController()
    const take = () => taken.abort()
    subscribe('undici:client:beforeConnect', take)
    expect(await fault({ url: `${url}/taken`, signal: taken.signal })).toMatchObject({ kind: 'notSent', sent: false })
    unsubscribe('undici:client:beforeConnect', take)
    await ask({ url: `${url}/after` })
    await ask({ url: `${url}/after` })
    expect(seen).toEqual(['/after', '/after'])
  })

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'http://me:secret@example.com/', 'not an address'])(
    'is refused for %s',
    async (url) => {
      const error = await fault({ url })
      expect(error).toMatchObject({ kind: 'refused', sent: false })
      expect(shown(error)).not.toMatch(/secret|passwd/)
    },
  )
})

describe('an answer that does not come', () => {
  it('is lost when the other side hangs up after the head', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.destroy()))
    const error = await fault({ url: `http://127.0.0.1:${port}/secret`, method: 'POST', body: 'secret' })
    expect(error).toMatchObject({ kind: 'lost', sent: true })
    expect(shown(error)).not.toContain('secret')
  })

  it('is lost when the other side is silent for too long', async () => {
    const url = await serve(() => undefined)
    expect(await fault({ url, timeoutMs: 50 })).toMatchObject({ kind: 'lost', sent: true })
  })

  it('is lost when the body stops in the middle', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => response.destroy())
    })
    expect(await fault({ url })).toMatchObject({ kind: 'lost', sent: true })
    const slow = await serve((_, response) => response.writeHead(200).write('half'))
    expect(await fault({ url: slow, timeoutMs: 80 })).toMatchObject({ kind: 'lost', sent: true })
  })

  it('is lost when it is not HTTP, and the error keeps none of it', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.end('secret greetings\r\n\r\n')))
    const error = await fault({ url: `http://127.0.0.1:${port}` })
    expect(error).toMatchObject({ kind: 'lost', sent: true })
    expect(shown(error)).not.toContain('secret')
  })

  it('is aborted when the caller takes it back after the head', async () => {
    const taken = new AbortController()
    const url = await serve(() => taken.abort())
    expect(await fault({ url, signal: taken.signal })).toMatchObject({ kind: 'aborted', sent: true })
  })
})

describe('an answer without end', () => {
  it('is cut off at the limit, announced or not, packed or not', async () => {
    const chunk = 'x'.repeat(10_000)
    let writing = true
    const endless = await serve((_, response) => {
      response.once('close', () => {
        writing = false
      })
      const more = () => {
        if (writing) response.write(chunk, () => setImmediate(more))
      }
      more()
    })
    expect(await fault({ url: endless, maxBytes: 50_000 })).toMatchObject({ kind: 'tooLarge', sent: true })
    const announced = await serve((_, response) => response.writeHead(200, { 'content-length': '1000000' }).write('x'))
    expect(await fault({ url: announced, maxBytes: 50_000 })).toMatchObject({ kind: 'tooLarge', sent: true })
    const bomb = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    )
    expect(await fault({ url: bomb, maxBytes: 50_000 })).toMatchObject({ kind: 'tooLarge', sent: true })
  })

  it('of exactly the limit is read', async () => {
    const url = await serve((_, response) => response.end('12345'))
    expect((await ask({ url, maxBytes: 5 })).text()).toBe('12345')
    expect(await fault({ url, maxBytes: 4 })).toMatchObject({ kind: 'tooLarge' })
  })
})

describe('a private address', () => {
  it('is refused as a number, as a name, and where a redirect leads, and nobody is called', async () => {
    const strict = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'Leopost test' })
    closing.push(() => void strict.close())
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.end()
    })
    const { port } = new URL(url)
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]', 'localhost']) {
      const error = await strict({ url: `http://${host}:${port}/`, ...bounds }).catch((caught: unknown) => caught)
      expect(error, host).toMatchObject({ kind: 'refused', sent: false })
    }
    expect(calls).toBe(0)
  })

  it('is refused where a redirect leads, by number or by name', async () => {
    const inside = await serve((_, response) => response.end('inside'))
    const { port } = new URL(inside)
    for (const host of ['127.0.0.2', 'localhost', '[::1]']) {
      const url = await serve((_, response) => response.writeHead(302, { location: `http://${host}:${port}/` }).end())
      expect(await fault({ url }), host).toMatchObject({ kind: 'refused' })
      expect(await fault({ url, trusted: true }), host).toMatchObject({ kind: 'refused' })
    }
  })

  it('is reached where the operator set it or allows its host', async () => {
    const url = await serve((_, response) => response.end('inside'))
    const named = url.replace('127.0.0.1', 'localhost')
    expect((await ask({ url })).text()).toBe('inside')
    expect(await fault({ url: named })).toMatchObject({ kind: 'refused' })
    expect((await ask({ url: named, trusted: true })).text()).toBe('inside')
  })
})

describe('a redirect', () => {
  it('is followed by a GET, and the answer tells where it came from', async () => {
    const url = await serve((incoming, response) => {
      if (incoming.url === '/end') return response.end('there')
      response.writeHead(301, { location: '/end' }).end()
    })
    expect(await ask({ url })).toMatchObject({ status: 200, url: `${url}/end` })
  })

  it('is answered as it came to everything else, unless told', async () => {
    const methods: string[] = []
    const url = await serve(async (incoming, response) => {
      methods.push(`${incoming.method} ${await read(incoming)} ${incoming.headers['content-type'] ?? ''}`)
      const status = Number(incoming.url?.slice(1))
      if (status) response.writeHead(status, { location: '/' }).end()
      else response.end('there')
    })
    const post = { method: 'POST', body: 'words', headers: { 'Content-Type': 'text/plain' } }
    expect((await ask({ url: `${url}/303`, ...post })).status).toBe(303)
    expect(methods.splice(0)).toEqual(['POST words text/plain'])
    await ask({ url: `${url}/303`, ...post, redirect: 'follow' })
    expect(methods.splice(0)).toEqual(['POST words text/plain', 'GET  '])
    await ask({ url: `${url}/308`, ...post, redirect: 'follow' })
    expect(methods.splice(0)).toEqual(['POST words text/plain', 'POST words text/plain'])
    expect((await ask({ url: `${url}/302`, redirect: 'refuse' })).status).toBe(302)
  })

  it('to another origin takes no secret along, whatever the header is called', async () => {
    const seen: IncomingMessage['headers'][] = []
    const other = await serve((incoming, response) => {
      seen.push(incoming.headers)
      response.end()
    })
    const url = await serve((_, response) => response.writeHead(302, { location: other }).end())
    await ask({
      url,
      headers: { Authorization: 'secret', Cookie: 'secret', 'X-Api-Key': 'secret', Accept: 'text/html' },
    })
    expect(seen[0]).toMatchObject({ accept: 'text/html', 'user-agent': 'Leopost test' })
    expect(JSON.stringify(seen)).not.toContain('secret')
  })

  it('that never ends is refused after five', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.writeHead(302, { location: '/again?token=secret' }).end()
    })
    const error = await fault({ url })
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('5 redirects') })
    expect(shown(error)).not.toContain('secret')
    expect(calls).toBe(6)
  })

  it('counts as sent when what follows fails', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: 'http://nobody.invalid/' }).end())
    expect(await fault({ url, method: 'POST', redirect: 'follow' })).toMatchObject({ kind: 'lost', sent: true })
  })
})

describe('the moment of sending', () => {
  it('is told once, before the other side can have read the head', async () => {
    let read = 0
    const port = await listen((socket) => {
      socket.once('data', () => {
        read = performance.now()
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
      })
    })
    const told: number[] = []
    await ask({ url: `http://127.0.0.1:${port}`, onSent: () => told.push(performance.now()) })
    expect(told).toHaveLength(1)
    expect(told[0]).toBeLessThan(read)
  })

  it('is that of the first head where redirects follow', async () => {
    const heads: string[] = []
    const url = await serve((incoming, response) => {
      heads.push(`head ${incoming.url}`)
      if (incoming.url === '/end') response.end()
      else response.writeHead(302, { location: '/end' }).end()
    })
    await ask({ url: `${url}/start`, onSent: () => heads.push('told') })
    expect(heads).toEqual(['told', 'head /start', 'head /end'])
  })

  it('is not the moment of the call: while the handshake hangs nothing was sent', async () => {
    const port = await listen(() => undefined)
    let told = 0
    const error = await fault({ url: `https://127.0.0.1:${port}`, timeoutMs: 50, onSent: () => told++ })
    expect(error.sent).toBe(false)
    expect(told).toBe(0)
  })

  it('is told to each of many that run at once, and to none that was taken back', async () => {
    const url = await serve((incoming, response) => setImmediate(() => response.end(incoming.url)))
    const told = new Map<number, number>()
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        ask({
          url: `${url}/${index}`,
          onSent: () => told.set(index, (told.get(index) ?? 0) + 1),
          ...(index % 10 === 0 ? { signal: AbortSignal.abort() } : {}),
        }),
      ),
    )
    for (const [index, answer] of answers.entries()) {
      expect(answer.status).toBe(index % 10 === 0 ? 'rejected' : 'fulfilled')
      expect(told.get(index)).toBe(index % 10 === 0 ? undefined : 1)
      if (answer.status === 'fulfilled') expect(answer.value.text()).toBe(`/${index}`)
    }
  })

  it('is not mixed up with calls of the global fetch', async () => {
    const url = await serve((_, response) => response.end())
    let told = 0
    const taken = new AbortController()
    const waiting = fault({ url: 'https://127.0.0.1:9/', signal: taken.signal, onSent: () => told++ })
    await fetch(url)
    taken.abort()
    await waiting
    expect(told).toBe(0)
  })

  it('still ends in an error when the caller stumbles over it', async () => {
    const url = await serve((_, response) => response.end())
    const stumble = () => {
      throw new Error('stumbled')
    }
    expect(await fault({ url, onSent: stumble })).toMatchObject({ kind: 'lost', sent: true })
  })
})

const bounds = { timeoutMs: 5_000, maxBytes: 1_000_000 }

function ask(given: Omit<Given, 'timeoutMs' | 'maxBytes'> & Partial<Given>) {
  return request({ ...bounds, ...given })
}

async function fault(given: Parameters<typeof ask>[0]): Promise<RequestError> {
  const error = await ask(given).then(
    () => new Error('answered'),
    (caught: unknown) => caught,
  )
  if (error instanceof RequestError) return error
  throw error
}

/** All that a logger might show of an error. */
function shown(error: Error): string {
  const { cause } = error
  return [error, cause].map((one) => `${one} ${JSON.stringify(one)} ${one instanceof Error ? one.stack : ''}`).join(' ')
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer((incoming: IncomingMessage, response: ServerResponse) => answer(incoming, response))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server.address())}`
}

async function listen(greet: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = []
  const server = createSocketServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    greet(socket)
  })
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return portOf(server.address())
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

async function read(incoming: IncomingMessage): Promise<string> {
  return Buffer.concat(await incoming.toArray()).toString()
}
