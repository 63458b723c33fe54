// Passkeys in the browser: shows the forms that need them where they can be used, and runs them. /webauthn.js comes before it.
import { make } from './widget/dom.js'

const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser

/** Posts JSON to this installation and answers what came back. */
async function post(path, body = {}) {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.json()
}

const ways = {
  async enter() {
    const optionsJSON = await post('/passkeys/enter/options')
    const { to } = await post('/passkeys/enter', { response: await startAuthentication({ optionsJSON }) })
    location.assign(to)
  },
  async add(form) {
    const optionsJSON = await post('/passkeys/options')
    const response = await startRegistration({ optionsJSON })
    await post('/passkeys', { name: new FormData(form).get('name'), response })
    location.reload()
  },
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !browserSupportsWebAuthn()
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const status = form.querySelector('[role=status]')
    status?.replaceChildren()
    try {
      await ways[form.dataset.passkey](form)
    } catch {
      status?.replaceChildren(make('p', {}, form.dataset.failed ?? ''))
    }
  })
}
