// A person's addresses as a part of their page, and the page behind the link that confirms one.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import { type Desk, type Html, plainPage } from './layout.ts'

/** The page that the link in a letter opens: only its button confirms the address. */
export function confirmEmailPage(desk: Desk, page: { code: string } | { isUseless: true }): Html {
  const words = texts[desk.language]
  return plainPage({
    language: desk.language,
    title: words.confirm,
    main:
      'code' in page
        ? html`<h1>${words.confirm}</h1>
      <p class="lead">${words.confirmLead}</p>
      <form method="post" action="/account/emails/confirm">
        <input type="hidden" name="code" value="${page.code}" />
        <button class="primary" type="submit">${words.confirm}</button>
      </form>`
        : html`<h1>${words.useless}</h1>
      <p class="lead">${words.uselessLead}</p>
      <p><a href="/account">${words.account}</a></p>`,
  })
}

/** The addresses of a person, and a form for another one. */
export function emailsPart(language: Language, emails: { id: string; address: string; isConfirmed: boolean }[]): Html {
  const words = texts[language]
  return html`<h2>${words.emails}</h2>
    <ul class="accounts">
      ${emails.map(
        (
          one,
        ) => html`<li class="account"><div>${one.address}${one.isConfirmed ? '' : html`<p class="fine">${words.open}</p>`}</div>
          <form method="post" action="/account/emails/${one.id}/remove">
            <button type="submit" aria-label="${words.remove} ${one.address}">${words.remove}</button>
          </form></li>`,
      )}
    </ul>
    <form class="fields" method="post" action="/account/emails">
      <label for="address">${words.address}</label>
      <input id="address" name="address" type="email" maxlength="254" autocomplete="email" required />
      <button type="submit">${words.add}</button>
    </form>`
}

const texts = {
  en: {
    emails: 'Your e-mail addresses',
    open: 'Not confirmed: open the link that was sent there, in this browser. Add it again for a fresh one.',
    address: 'Another address',
    add: 'Send a link to confirm it',
    remove: 'Remove',
    confirm: 'Confirm this address',
    confirmLead: 'From then on a link to sign in can be sent there.',
    useless: 'This link confirms nothing here',
    uselessLead:
      'It was used, is older than a day, belongs to somebody else, or the address is confirmed by another person.',
    account: 'Back to your account',
  },
  it: {
    emails: 'I tuoi indirizzi e-mail',
    open: 'Non confermato: apri in questo browser il link mandato lì. Aggiungilo di nuovo per averne uno nuovo.',
    address: 'Un altro indirizzo',
    add: 'Manda un link per confermarlo',
    remove: 'Togli',
    confirm: 'Conferma questo indirizzo',
    confirmLead: 'Da allora un link per entrare può essere mandato lì.',
    useless: 'Questo link qui non conferma nulla',
    uselessLead:
      'È già usato, ha più di un giorno, è di qualcun altro, o l’indirizzo è confermato da un’altra persona.',
    account: 'Torna ai tuoi accessi',
  },
}
