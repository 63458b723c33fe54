// When a request counts as sent.
import { describe, expect, it } from 'vitest'
import { useServers } from './servers.ts'

const net = useServers()

describe('the moment of sending', () => {
  it('is told once, before the other side can have read the head', async () => {
    let read = 0
    const port = await net.listen((socket) => {
      socket.once('data', () => {
        read = performance.now()
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
      })
    })
    const told: number[] = []
    await net.ask({ url: `http://127.0.0.1:${port}`, onSent: () => told.push(performance.now()) })
    expect(told).toHaveLength(1)
    expect(told[0]).toBeLessThan(read)
  })

  it('is that of the first head where redirects follow', async () => {
    const heads: string[] = []
    const url = await net.serve((incoming, response) => {
      heads.push(`head ${incoming.url}`)
      if (incoming.url === '/end') response.end()
      else response.writeHead(302, { location: '/end' }).end()
    })
    await net.ask({ url: `${url}/start`, onSent: () => heads.push('told') })
    expect(heads).toEqual(['told', 'head /start', 'head /end'])
  })

  it('is not the moment of the call: while the handshake hangs nothing was sent', async () => {
    const port = await net.listen(() => undefined)
    let told = 0
    const error = await net.fault({ url: `https://127.0.0.1:${port}`, timeoutMs: 50, onSent: () => told++ })
    expect(error.sent).toBe(false)
    expect(told).toBe(0)
  })

  it('is told to each of many that run at once, and to none that was taken back', async () => {
    const url = await net.serve((incoming, response) => setImmediate(() => response.end(incoming.url)))
    const told = new Map<number, number>()
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        net.ask({
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
    const url = await net.serve((_, response) => response.end())
    let told = 0
    const taken = new AbortController()
    const waiting = net.fault({ url: 'https://127.0.0.1:9/', signal: taken.signal, onSent: () => told++ })
    await fetch(url)
    taken.abort()
    await waiting
    expect(told).toBe(0)
  })

  it('still ends in an error when the caller stumbles over it', async () => {
    const url = await net.serve((_, response) => response.end())
    const stumble = () => {
      throw new Error('stumbled')
    }
    expect(await net.fault({ url, onSent: stumble })).toMatchObject({ kind: 'lost', sent: true })
  })
})
