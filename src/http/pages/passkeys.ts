// A person's passkeys as a part of their page. Its script makes them; without one the form stays hidden.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import type { Html } from './layout.ts'

/** For the head of a page with forms for passkeys. */
export const passkeyScripts = html`<script src="/webauthn.js" defer></script>
  <script type="module" src="/passkeys.js"></script>`

/** What is shown of a passkey. */
export type ShownPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }

/** The passkeys of a person, with a form for another one where this address allows any. */
export function passkeysPart(
  language: Language,
  page: { passkeys: ShownPasskey[]; isPossible: boolean; when: (at: Date) => string },
): Html {
  const words = texts[language]
  return html`<h2>${words.head}</h2>
    <p>${page.isPossible ? words.lead : words.impossible}</p>
    <ul class="accounts">
      ${page.passkeys.map(
        (one) => html`<li class="account">
          <div><strong>${one.name}</strong><p class="fine">${words.since(page.when(one.createdAt))}${
            one.lastUsedAt === null ? '' : ` · ${words.used(page.when(one.lastUsedAt))}`
          }</p></div>
          <form method="post" action="/passkeys/${one.id}/name">
            <input name="name" type="text" maxlength="80" value="${one.name}" aria-label="${words.name}" required />
            <button type="submit" aria-label="${words.rename} ${one.name}">${words.rename}</button>
          </form>
          <form method="post" action="/passkeys/${one.id}/remove">
            <button type="submit" aria-label="${words.remove} ${one.name}">${words.remove}</button>
          </form></li>`,
      )}
    </ul>
    ${
      page.isPossible
        ? html`<form class="fields" data-passkey="add" data-failed="${words.failed}" hidden>
      <label for="passkey-name">${words.name}</label>
      <input id="passkey-name" name="name" type="text" maxlength="80" placeholder="${words.example}" />
      <div role="status"></div>
      <button type="submit">${words.add}</button>
    </form>`
        : ''
    }`
}

const texts = {
  en: {
    head: 'Your passkeys',
    lead: 'A passkey signs you in with the lock of your phone or computer. Nothing can be passed on or guessed.',
    impossible:
      'Passkeys are bound to a name: they work once PUBLIC_URL is an https address, or http://localhost on this machine.',
    since: (when: string) => `since ${when}`,
    used: (when: string) => `last used ${when}`,
    name: 'Name of the passkey',
    example: 'My phone',
    rename: 'Rename',
    remove: 'Remove',
    add: 'Add a passkey',
    failed: 'No passkey was added. Try again.',
  },
  it: {
    head: 'Le tue passkey',
    lead: 'Una passkey ti fa entrare con il blocco del telefono o del computer. Non si può passare né indovinare.',
    impossible:
      'Le passkey sono legate a un nome: funzionano quando PUBLIC_URL è un indirizzo https, o http://localhost su questa macchina.',
    since: (when: string) => `dal ${when}`,
    used: (when: string) => `usata ${when}`,
    name: 'Nome della passkey',
    example: 'Il mio telefono',
    rename: 'Rinomina',
    remove: 'Togli',
    add: 'Aggiungi una passkey',
    failed: 'Nessuna passkey aggiunta. Riprova.',
  },
}
