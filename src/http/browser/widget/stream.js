// Server-sent events over fetch (EventSource cannot send a token), and a connection that comes back by itself.

/** @typedef {{event: string, data: string, id: string | undefined}} ServerEvent */

const silenceMs = 45_000
const longestPauseMs = 30_000

/**
 * Reads a response as events until it ends. Throws if it is cut or silent for 45 s; the server comments every 15 s.
 * @param {Response} response
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* readEvents(response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) return
  let rest = ''
  const start = () => ({
    event: 'message',
    data: /** @type {string[]} */ ([]),
    id: /** @type {string | undefined} */ (undefined),
  })
  let fresh = start()
  try {
    for (;;) {
      const { done, value } = await within(silenceMs, reader.read())
      if (done) return
      const lines = (rest + value).split(/\r\n|\n|\r(?=.)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (fresh.data.length > 0) yield { ...fresh, data: fresh.data.join('\n') }
          fresh = start()
          continue
        }
        const [, field, text = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
        if (field === 'event') fresh.event = text
        else if (field === 'data') fresh.data.push(text)
        else if (field === 'id') fresh.id = text
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/**
 * Keeps a stream open until the signal ends it: resumes after the last event seen, waits longer after each failure.
 * @param {{open: (lastId: string, signal: AbortSignal) => Promise<Response>, lastId: string, signal: AbortSignal,
 *   heard: (event: ServerEvent) => void, state: (isOpen: boolean) => void}} options
 */
export async function follow({ open, lastId, signal, heard, state }) {
  let pauseMs = 500
  while (!signal.aborted) {
    const attempt = new AbortController()
    const stop = () => attempt.abort()
    signal.addEventListener('abort', stop)
    try {
      const response = await open(lastId, attempt.signal)
      if (!response.ok) throw new Error(`events answered ${response.status}`)
      state(true)
      pauseMs = 500
      for await (const event of readEvents(response)) {
        if (signal.aborted) return
        heard(event)
        lastId = event.id ?? lastId
      }
    } catch {
      // Whatever went wrong, the answer is the same: say so and try again.
      if (!signal.aborted) state(false)
    } finally {
      attempt.abort()
      signal.removeEventListener('abort', stop)
    }
    if (!signal.aborted) await pause(pauseMs * (0.75 + Math.random() / 2), signal)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}

/**
 * Waits, but not longer than until the network is back or the signal ends.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function pause(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}

function within(ms, promise) {
  let timer = 0
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the server fell silent')), ms)
  })
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer))
}
