// A fetch for the library that talks to authorisation servers: through the one way out, with bounds, and https everywhere but inside.
import { type Request as Ask, RequestError } from '../../../request.ts'
import { serverOrigin } from '../../../server-address.ts'

/** Short enough that a renewal with all its calls ends within the time for which one process has the turn. */
const timeoutMs = 5_000
const maxBytes = 500_000

/** Makes one. Redirects are answered as they came. */
export function createServerFetch(request: Ask, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init)
    const url = new URL(asked.url)
    // What a document of somebody names may be plain http; what is said there anybody between could read.
    if (serverOrigin(url.origin) === undefined)
      throw new RequestError('refused', `${asked.method} ${url.host}: not over https.`, { sent: false })
    const body = asked.body === null ? undefined : new Uint8Array(await asked.arrayBuffer())
    const answer = await request({
      url,
      method: asked.method,
      headers: Object.fromEntries(asked.headers),
      ...(body !== undefined && { body }),
      redirect: 'refuse',
      timeoutMs,
      maxBytes,
      signal: AbortSignal.any([asked.signal, signal]),
    })
    const headers = new Headers(answer.headers)
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
    const hasBody = ![204, 205, 304].includes(answer.status)
    return new Response(hasBody ? new Uint8Array(answer.bytes) : null, { status: answer.status, headers })
  }
}
