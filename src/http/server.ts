// The server in front of the routes: begins to listen, and stops without cutting what is being answered.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

/** How long what is being answered may take once the server stops. */
const patienceMs = 5_000
const sweepMs = 50

export type Server = ReturnType<typeof createListener>

/** A server for `fetch`. */
export function createListener(fetch: (request: Request, env: object) => Promise<Response> | Response) {
  const server = createServer(getRequestListener(fetch))
  // Longer than the proxies in front usually keep theirs, so that none sends into a closed connection.
  server.keepAliveTimeout = 65_000
  return {
    /** Resolves when it listens; rejects where it cannot, with the reason of the system. */
    async start(at: { host: string; port: number }): Promise<{ url: string; port: number }> {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(at.port, at.host, () => {
          server.off('error', reject)
          resolve()
        })
      })
      // A server that listens on a port has an address of this shape.
      const { port } = server.address() as AddressInfo
      return { url: `http://${reachable(at.host)}:${port}`, port }
    },
    /** No new connections; idle ones are closed again and again until the last answer is out, or patience ends. */
    async stop(): Promise<void> {
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const sweep = setInterval(() => server.closeIdleConnections(), sweepMs)
      const deadline = setTimeout(() => server.closeAllConnections(), patienceMs)
      await closed
      clearInterval(sweep)
      clearTimeout(deadline)
    },
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
