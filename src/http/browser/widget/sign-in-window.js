// The sign-in window of the widget: hands the page that opened it a short token, and the next one when it asks.
import { make } from './dom.js'

const form = /** @type {HTMLFormElement} */ (document.querySelector('form[data-origin]'))
const origin = form.dataset.origin ?? ''
let isAllowed = false

/** Fetches a token bound to the origin and posts it to that origin alone. */
async function hand() {
  const response = await fetch('/widget/token', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ origin }),
  })
  if (!response.ok) throw new Error(`the token was refused with ${response.status}`)
  const { token, expiresAt } = await response.json()
  window.opener.postMessage({ type: 'leopost-token', token, expiresAt }, origin)
}

function say(sentence) {
  form.querySelector('[role=status]')?.replaceChildren(make('p', {}, sentence ?? ''))
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  if (window.opener === null) return say(form.dataset.alone)
  try {
    await hand()
    isAllowed = true
    for (const part of form.querySelectorAll('button, [data-before]')) part.remove()
    say(form.dataset.done)
  } catch {
    say(form.dataset.failed)
  }
})

addEventListener('message', (event) => {
  if (event.origin !== origin || event.source !== window.opener || event.data?.type !== 'leopost-renew' || !isAllowed)
    return
  hand().catch(() => say(form.dataset.failed))
})
