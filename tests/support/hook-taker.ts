// A program of a member: it takes events, checks their signatures with the convention's own library, and answers as it is told.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export type Taken = { headers: Record<string, string>; body: string }

/** Starts one on a free port. */
export async function startHookTaker() {
  const taken: Taken[] = []
  const state = { status: 200, location: '' }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      taken.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(state.status, state.location === '' ? {} : { location: state.location })
      response.end('noted')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/events`,
    taken,
    state,
    /** What an event says, once its signature was found good. */
    checked(secret: string, { body, headers }: Taken) {
      const [id = '', seconds = '0'] = [headers['webhook-id'], headers['webhook-timestamp']]
      // Not its verify: that looks at the time of this machine.
      const good = new Webhook(secret).sign(id, new Date(Number(seconds) * 1000), body)
      if (headers['webhook-signature'] !== good) throw new Error('the signature is not good')
      return JSON.parse(body) as {
        type: string
        timestamp: string
        data: Record<string, unknown>
      }
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
