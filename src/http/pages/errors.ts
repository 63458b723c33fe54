// What a page says when it cannot be shown: what happened, what was kept, what to press.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import { type Html, plainPage } from './layout.ts'

/** No such page (404). */
export function notFoundPage(page: { language: Language }): Html {
  const words = texts[page.language]
  return errorPage(page.language, words.notFound, words.notFoundMore)
}

/** Something broke here (500); `id` is what the log calls it. */
export function brokenPage(page: { language: Language; id: string }): Html {
  const words = texts[page.language]
  return errorPage(page.language, words.broken, words.brokenMore(page.id))
}

/** Signed in, but the role does not reach this page (403). */
export function forbiddenPage(page: { language: Language }): Html {
  const words = texts[page.language]
  return errorPage(page.language, words.forbidden, words.forbiddenMore)
}

function errorPage(language: Language, title: string, more: string): Html {
  return plainPage({
    language,
    title,
    main: html`<h1>${title}</h1>
      <p class="lead">${more}</p>
      <a class="button primary" href="/">${texts[language].back}</a>`,
  })
}

const en = {
  notFound: 'There is no such page',
  notFoundMore: 'The address may be old, or a letter is missing.',
  broken: 'Something broke here',
  brokenMore: (id: string) => `Nothing you wrote is lost, and posts go out as planned. The log calls it ${id}.`,
  forbidden: 'This page is not yours to open',
  forbiddenMore: 'An owner of the desk can change what you may do.',
  back: 'Back to the chat',
}

const it: typeof en = {
  notFound: 'Questa pagina non c’è',
  notFoundMore: 'L’indirizzo è vecchio, o manca una lettera.',
  broken: 'Qui si è rotto qualcosa',
  brokenMore: (id) =>
    `Niente di ciò che hai scritto è perso, e i post escono come previsto. Nel registro si chiama ${id}.`,
  forbidden: 'Questa pagina non è per te',
  forbiddenMore: 'Un proprietario del desk può cambiare quello che puoi fare.',
  back: 'Torna alla chat',
}

const texts: Record<Language, typeof en> = { en, it }
