// The way out against servers that answer well, badly, slowly, without end or not at all.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { read, shown, useServers } from './servers.ts'

const net = useServers()

describe('an answer', () => {
  it('comes with status, headers and body, whatever the status', async () => {
    const url = await net.serve((_, response) =>
      response.writeHead(418, { 'X-Kind': 'teapot' }).end('{"short":"stout"}'),
    )
    const answer = await net.ask({ url: `${url}/tea?strong` })
    expect(answer).toMatchObject({ status: 418, url: `${url}/tea?strong` })
    expect(answer.headers.get('x-kind')).toBe('teapot')
    expect(answer.json()).toEqual({ short: 'stout' })
  })

  it('is read in its encoding and its charset', async () => {
    const url = await net.serve((_, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html; charset=latin1' })
        .end(gzipSync(Buffer.from('perch\xe9', 'latin1'))),
    )
    expect((await net.ask({ url })).text()).toBe('perché')
  })

  it('that is no JSON is lost, and the error quotes none of it', async () => {
    const url = await net.serve((_, response) => response.end('<b>secret</b>'))
    const answer = await net.ask({ url })
    expect(() => answer.json()).toThrow(expect.objectContaining({ kind: 'lost', sent: true }))
    expect(() => answer.json()).not.toThrow('secret')
  })

  it('tells what was sent: method, headers of ours and of the caller, a form in its own type', async () => {
    const url = await net.serve(async (incoming, response) => {
      const body = await read(incoming)
      response.end(JSON.stringify({ method: incoming.method, headers: incoming.headers, body }))
    })
    const form = new FormData()
    form.set('file', new Blob(['picture']), 'a.png')
    const echoed = await net.ask({ url, method: 'POST', headers: { Authorization: 'Bearer t' }, body: form })
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
    const url = await net.serve(() => undefined)
    net.closeServers()
    const error = await net.fault({
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
    expect(await net.fault({ url: 'http://nobody.invalid/' })).toMatchObject({ kind: 'notSent', sent: false })
  })

  it('says so when there is no TLS at the other end', async () => {
    const port = await net.listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await net.fault({ url: `https://127.0.0.1:${port}` })).toMatchObject({ kind: 'notSent', sent: false })
  })

  it('says so when the TLS handshake takes too long or is taken back, and then sends nothing later', async () => {
    let received = 0
    const port = await net.listen((socket) => socket.on('data', () => received++))
    expect(await net.fault({ url: `https://127.0.0.1:${port}`, timeoutMs: 50 })).toMatchObject({
      kind: 'notSent',
      sent: false,
    })
    const taken = new AbortController()
    const waiting = net.fault({ url: `https://127.0.0.1:${port}`, signal: taken.signal })
    taken.abort()
    expect(await waiting).toMatchObject({ kind: 'notSent', sent: false })
    // One client hello each at most.
    expect(received).toBeLessThanOrEqual(2)
  })

  it('is not sent at all once it was taken back', async () => {
    let calls = 0
    const url = await net.serve((_, response) => {
      calls++
      response.end()
    })
    expect(await net.fault({ url, signal: AbortSignal.abort() })).toMatchObject({ kind: 'notSent', sent: false })
    expect(calls).toBe(0)
  })

  it('leaves nothing behind when it is taken back while the connection is made', async () => {
    const seen: (string | undefined)[] = []
    const url = await net.serve((incoming, response) => {
      seen.push(incoming.url)
      response.end()
    })
    const taken = new AbortController()
    const take = () => taken.abort()
    subscribe('undici:client:beforeConnect', take)
    expect(await net.fault({ url: `${url}/taken`, signal: taken.signal })).toMatchObject({
      kind: 'notSent',
      sent: false,
    })
    unsubscribe('undici:client:beforeConnect', take)
    await net.ask({ url: `${url}/after` })
    await net.ask({ url: `${url}/after` })
    expect(seen).toEqual(['/after', '/after'])
  })

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'http://me:secret@example.com/', 'not an address'])(
    'is refused for %s',
    async (url) => {
      const error = await net.fault({ url })
      expect(error).toMatchObject({ kind: 'refused', sent: false })
      expect(shown(error)).not.toMatch(/secret|passwd/)
    },
  )
})

describe('an answer that does not come', () => {
  it('is lost when the other side hangs up after the head', async () => {
    const port = await net.listen((socket) => socket.once('data', () => socket.destroy()))
    const error = await net.fault({ url: `http://127.0.0.1:${port}/secret`, method: 'POST', body: 'secret' })
    expect(error).toMatchObject({ kind: 'lost', sent: true })
    expect(shown(error)).not.toContain('secret')
  })

  it('is lost when the other side is silent for too long', async () => {
    const url = await net.serve(() => undefined)
    expect(await net.fault({ url, timeoutMs: 50 })).toMatchObject({ kind: 'lost', sent: true })
  })

  it('is lost when the body stops in the middle', async () => {
    const url = await net.serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => response.destroy())
    })
    expect(await net.fault({ url })).toMatchObject({ kind: 'lost', sent: true })
    const slow = await net.serve((_, response) => response.writeHead(200).write('half'))
    expect(await net.fault({ url: slow, timeoutMs: 80 })).toMatchObject({ kind: 'lost', sent: true })
  })

  it('is lost when it is not HTTP, and the error keeps none of it', async () => {
    const port = await net.listen((socket) => socket.once('data', () => socket.end('secret greetings\r\n\r\n')))
    const error = await net.fault({ url: `http://127.0.0.1:${port}` })
    expect(error).toMatchObject({ kind: 'lost', sent: true })
    expect(shown(error)).not.toContain('secret')
  })

  it('is aborted when the caller takes it back after the head', async () => {
    const taken = new AbortController()
    const url = await net.serve(() => taken.abort())
    expect(await net.fault({ url, signal: taken.signal })).toMatchObject({ kind: 'aborted', sent: true })
  })
})

describe('an answer without end', () => {
  it('is cut off at the limit, announced or not, packed or not', async () => {
    const chunk = 'x'.repeat(10_000)
    let writing = true
    const endless = await net.serve((_, response) => {
      response.once('close', () => {
        writing = false
      })
      const more = () => {
        if (writing) response.write(chunk, () => setImmediate(more))
      }
      more()
    })
    expect(await net.fault({ url: endless, maxBytes: 50_000 })).toMatchObject({ kind: 'tooLarge', sent: true })
    const announced = await net.serve((_, response) =>
      response.writeHead(200, { 'content-length': '1000000' }).write('x'),
    )
    expect(await net.fault({ url: announced, maxBytes: 50_000 })).toMatchObject({ kind: 'tooLarge', sent: true })
    const bomb = await net.serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    )
    expect(await net.fault({ url: bomb, maxBytes: 50_000 })).toMatchObject({ kind: 'tooLarge', sent: true })
  })

  it('of exactly the limit is read', async () => {
    const url = await net.serve((_, response) => response.end('12345'))
    expect((await net.ask({ url, maxBytes: 5 })).text()).toBe('12345')
    expect(await net.fault({ url, maxBytes: 4 })).toMatchObject({ kind: 'tooLarge' })
  })
})
