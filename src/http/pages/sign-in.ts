// Coming in: the page behind a one-time link, what a dead link says, and the window of the widget.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import { type Html, plainPage } from './layout.ts'

/** The page that a one-time link opens: only its button uses the link up. It posts `code` to /sign-in. */
export function signInPage(page: { language: Language; code: string; name?: string }): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    main: html`<h1>${page.name === undefined ? words.welcome : words.welcomeName(page.name)}</h1>
      <p class="lead">${words.once}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="code" value="${page.code}" />
        <button class="primary" type="submit">${words.enter}</button>
      </form>`,
  })
}

/** Why a link did not let somebody in, or that there was none; and how to get a fresh one. */
export function signInHelpPage(page: { language: Language; why: 'used' | 'expired' | 'unknown' | 'none' }): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    main: html`<h1>${words.why[page.why]}</h1>
      <p class="lead">${words.fresh}</p>
      <pre><code>npm run -s leopost -- link</code></pre>
      <p>${words.others}</p>`,
  })
}

/**
 * The sign-in window of the widget on another site: asks a signed-in member once whether that site may act for them. Its script posts
 * `{origin}` to /widget/token and hands `{token, expiresAt}` to the opener.
 */
export function widgetSignInPage(page: {
  language: Language
  origin: string
  workspace: string
  mayApprove: boolean
}): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    head: html`<script type="module" src="/widget/sign-in-window.js"></script>`,
    main: html`<h1>${words.allow(page.origin)}</h1>
      <form data-origin="${page.origin}" data-done="${words.allowed}" data-failed="${words.failed}" data-alone="${words.alone}">
        <p class="lead" data-before>${page.mayApprove ? words.full(page.workspace) : words.drafts(page.workspace)}</p>
        <div role="status"></div>
        <button class="primary" type="submit">${words.yes}</button>
      </form>`,
  })
}

/** What the window says for a site that the desk has not listed. */
export function widgetRefusedPage(page: { language: Language; origin: string }): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    main: html`<h1>${words.notListed(page.origin)}</h1>
      <p class="lead">${words.list}</p>`,
  })
}

const en = {
  title: 'Sign in',
  welcome: 'Welcome to Leopost',
  welcomeName: (name: string) => `Welcome back, ${name}`,
  once: 'This link works once. The button signs in this browser.',
  enter: 'Sign in',
  why: {
    used: 'This link has been used',
    expired: 'This link is too old',
    unknown: 'This link is not known here',
    none: 'You are signed out',
  },
  fresh: 'A link works once and for fifteen minutes. For a fresh one, run this where Leopost is installed:',
  others: 'If somebody else runs it, ask them to do so and to send you the link.',
  allow: (origin: string) => `Use your desk on ${origin}?`,
  drafts: (workspace: string) =>
    `You will be able to write and change drafts of ${workspace} there. Approving stays on Leopost's own pages.`,
  full: (workspace: string) => `You will be able to write and approve posts of ${workspace} there.`,
  yes: 'Allow',
  allowed:
    'Done, go back to the page. While this window is open you stay signed in; you can close it when you have finished.',
  failed: 'That did not work. Reload this window and try again.',
  alone: 'The page that opened this window is gone. Open the window again from there.',
  notListed: (origin: string) => `${origin} is not on this desk's list`,
  list: 'An owner can add the address to the sites that may show this chat.',
}

type Words = typeof en

const it: Words = {
  title: 'Accesso',
  welcome: 'Benvenuto su Leopost',
  welcomeName: (name) => `Ciao di nuovo, ${name}`,
  once: 'Questo link vale una volta sola. Il pulsante fa entrare questo browser.',
  enter: 'Entra',
  why: {
    used: 'Questo link è già stato usato',
    expired: 'Questo link è scaduto',
    unknown: 'Questo link qui non si conosce',
    none: 'Non hai fatto l’accesso',
  },
  fresh: 'Un link vale una volta e per quindici minuti. Per averne uno nuovo, esegui questo dove Leopost è installato:',
  others: 'Se lo gestisce qualcun altro, chiedigli di farlo e di mandarti il link.',
  allow: (origin) => `Usare il tuo desk su ${origin}?`,
  drafts: (workspace) =>
    `Lì potrai scrivere e cambiare le bozze di ${workspace}. Si approva solo sulle pagine di Leopost.`,
  full: (workspace) => `Lì potrai scrivere e approvare i post di ${workspace}.`,
  yes: 'Consenti',
  allowed: 'Fatto, torna alla pagina. Finché questa finestra è aperta resti dentro; chiudila quando hai finito.',
  failed: 'Non ha funzionato. Ricarica la finestra e riprova.',
  alone: 'La pagina che ha aperto questa finestra non c’è più. Riaprila da lì.',
  notListed: (origin) => `${origin} non è nella lista di questo desk`,
  list: 'Un proprietario può aggiungere l’indirizzo ai siti che possono mostrare questa chat.',
}

const texts: Record<Language, Words> = { en, it }
