// Who is asking: the cookie on the installation's own pages, a short-lived token from its sign-in window elsewhere.

/** The server does not know us, or no longer. */
export class SignedOutError extends Error {}

/** The server refused; the message is its own sentence. */
export class RefusedError extends Error {}

/** @typedef {ReturnType<typeof createSession>} Session */

/**
 * @param {string} origin of the installation
 * @param {(isSignedIn: boolean) => void} changed called when a token came or went
 */
export function createSession(origin, changed) {
  const isOwn = origin === location.origin
  let token = ''
  let timer = 0
  /** @type {Window | null} */
  let signInWindow = null
  const arrived = new EventTarget()

  /** @param {MessageEvent} event */
  function receive(event) {
    if (event.origin !== origin || signInWindow === null || event.source !== signInWindow) return
    const { type, token: fresh, expiresAt } = event.data ?? {}
    const expires = new Date(expiresAt).getTime()
    if (type !== 'leopost-token' || typeof fresh !== 'string' || !(expires > Date.now())) return
    token = fresh
    clearTimeout(timer)
    timer = setTimeout(renew, Math.max(expires - Date.now() - 60_000, 1_000), expires)
    arrived.dispatchEvent(new Event('token'))
    changed(true)
  }

  /** Asks the window for the next token a minute early; if it is closed, the person is asked at the end of this one. */
  function renew(expires) {
    if (signInWindow !== null && !signInWindow.closed) signInWindow.postMessage({ type: 'leopost-renew' }, origin)
    timer = setTimeout(leave, Math.max(expires - Date.now(), 0))
  }

  function leave() {
    clearTimeout(timer)
    token = ''
    changed(false)
  }

  addEventListener('message', receive)

  /** @returns {Record<string, string>} */
  const headers = () => (isOwn ? {} : { Authorization: `Bearer ${token}` })

  return {
    isOwn,
    origin,
    isReady: () => isOwn || token !== '',
    headers,

    /** Resolves when asking makes sense. */
    async ready() {
      if (!isOwn && token === '')
        await new Promise((resolve) => arrived.addEventListener('token', resolve, { once: true }))
    },

    /** Opens the sign-in window; false if the browser refused. Call it from a press. */
    signIn() {
      const address = `${origin}/widget/sign-in?origin=${encodeURIComponent(location.origin)}`
      signInWindow = open(address, 'leopost-sign-in', 'popup,width=440,height=600')
      return signInWindow !== null
    },

    /**
     * Asks the server. Throws SignedOutError, RefusedError, or what fetch throws when nobody answers.
     * @param {string} path
     * @param {RequestInit} [init]
     */
    async ask(path, init = {}) {
      const credentials = isOwn ? 'same-origin' : 'omit'
      const response = await fetch(origin + path, { ...init, credentials, headers: { ...init.headers, ...headers() } })
      if (response.ok) return response
      if (response.status === 401) {
        leave()
        throw new SignedOutError()
      }
      if (response.status >= 500 || response.status === 429) throw new Error(`the server answered ${response.status}`)
      throw new RefusedError(await reason(response))
    },

    /** Forgets everything and listens no more. */
    end() {
      clearTimeout(timer)
      removeEventListener('message', receive)
    },
  }
}

/** The sentence of a problem answer. */
async function reason(response) {
  const problem = await response.json().catch(() => ({}))
  return String(problem?.detail ?? problem?.title ?? response.status)
}
