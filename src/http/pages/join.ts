// Coming in new: the page behind an invitation, one's own workspace, and a code that is good for nothing.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import { type Html, plainPage } from './layout.ts'

/** The page of an invitation. Only its button uses it up. It posts `code` and `name` to /join. */
export function joinPage(page: {
  language: Language
  code: string
  name: string
  workspace: string
  isKnown: boolean
}): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.invited(page.workspace)}</h1>
      <form class="fields" method="post" action="/join">
        <input type="hidden" name="code" value="${page.code}" />
        ${
          page.isKnown
            ? html`<p class="lead">${words.asYourself}</p>`
            : html`<label for="name">${words.name}</label>
              <input id="name" name="name" type="text" autocomplete="name" maxlength="80" value="${page.name}" required />`
        }
        <button class="primary" type="submit">${words.join}</button>
      </form>`,
  })
}

/** The page on which anybody begins a workspace of their own. It posts `name` to /sign-up. */
export function signUpPage(page: { language: Language }): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.begin,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.begin}</h1>
      <form class="fields" method="post" action="/sign-up">
        <label for="name">${words.name}</label>
        <input id="name" name="name" type="text" autocomplete="name" maxlength="80" required />
        <button class="primary" type="submit">${words.start}</button>
      </form>`,
  })
}

/** A code that is good for nothing, or a place without room. It never says why a code is not good. */
export function uselessPage(page: { language: Language; isFull?: boolean }): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    main: html`<h1>${page.isFull === true ? words.full : words.useless}</h1><p class="lead">${words.ask}</p>`,
  })
}

const texts = {
  en: {
    title: 'Invitation',
    invited: (workspace: string) => `You are invited to ${workspace}`,
    asYourself: 'You are signed in: you join as yourself.',
    name: 'Your name',
    join: 'Join',
    begin: 'Begin your desk',
    start: 'Begin',
    useless: 'This invitation is good for nothing any more',
    full: 'There is no room just now',
    ask: 'Ask whoever invited you for a fresh one.',
  },
  it: {
    title: 'Invito',
    invited: (workspace: string) => `Sei invitato in ${workspace}`,
    asYourself: 'Sei già entrato: ti unisci con il tuo nome.',
    name: 'Il tuo nome',
    join: 'Entra',
    begin: 'Apri il tuo tavolo',
    start: 'Apri',
    useless: 'Questo invito non vale più',
    full: 'Ora non c’è posto',
    ask: 'Chiedi un nuovo invito a chi ti ha invitato.',
  },
}
