// The way out and servers on this machine to try it on, fresh for each test of a file.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { afterEach, beforeEach } from 'vitest'
import { type Answer, createRequest, type Given, type Request, RequestError } from '../../../src/channels/request.ts'

/** A call with the usual bounds, where the test does not say its own. */
export type Call = Omit<Given, 'timeoutMs' | 'maxBytes'> & Partial<Given>

/** The way out, allowed to reach 127.0.0.1 by number and no other private host, and servers that end with the test. */
export function useServers() {
  let request: Request
  let closing: (() => void)[] = []

  beforeEach(() => {
    request = createRequest({ now: () => new Date(), allowPrivateHosts: ['127.0.0.1'], userAgent: 'Leopost test' })
  })

  afterEach(async () => {
    await request.close()
    closeServers()
  })

  function closeServers(): void {
    for (const close of closing) close()
    closing = []
  }

  return {
    closeServers,

    ask(call: Call): Promise<Answer> {
      return request({ timeoutMs: 5_000, maxBytes: 1_000_000, ...call })
    },

    /** The error with which the call ends; it is no error of the test's own making. */
    async fault(call: Call): Promise<RequestError> {
      const error = await this.ask(call).then(
        () => new Error('answered'),
        (caught: unknown) => caught,
      )
      if (error instanceof RequestError) return error
      throw error
    },

    /** Answers the address of an HTTP server. */
    async serve(answer: RequestListener): Promise<string> {
      const server = createServer(answer)
      closing.push(() => {
        server.closeAllConnections()
        server.close()
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return `http://127.0.0.1:${portOf(server.address())}`
    },

    /** Answers the port of a server that speaks no HTTP of itself. */
    async listen(greet: (socket: Socket) => void): Promise<number> {
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
    },
  }
}

/** All that a logger might show of an error. */
export function shown(error: Error): string {
  return [error, error.cause]
    .map((one) => `${one} ${JSON.stringify(one)} ${one instanceof Error ? one.stack : ''}`)
    .join(' ')
}

/** The body that a server received. */
export async function read(incoming: IncomingMessage): Promise<string> {
  return Buffer.concat(await incoming.toArray()).toString()
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
