// Coming in: the page behind a one-time link, what a dead link says, and the window of the widget.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import { type Html, plainPage } from './layout.ts'
import { passkeyScripts } from './passkeys.ts'

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

/** Why somebody is not signed in. */
export type Why = 'used' | 'expired' | 'unknown' | 'none'

/** The ways in that this installation offers beside a link from its own machine. */
export type Ways = { mail: boolean; chat: boolean; passkey: boolean }

/** Why a link did not let somebody in, or that there was none; and how to get a fresh one. */
export function signInHelpPage(page: { language: Language; why: Why; ways?: Ways }): Html {
  const words = texts[page.language]
  const { mail = false, chat = false, passkey = false } = page.ways ?? {}
  return plainPage({
    language: page.language,
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />
      ${passkey ? passkeyScripts : ''}`,
    main: html`<h1>${words.why[page.why]}</h1>
      ${passkey ? passkeyForm(page.language) : ''}
      ${mail || chat ? askForm(page.language, { mail, chat }) : ''}
      <p class="lead">${words.fresh}</p>
      <pre><code>npm run -s leopost -- link</code></pre>
      <p>${words.others}</p>`,
  })
}

/** The button that works only where the browser knows passkeys: its script shows it. */
function passkeyForm(language: Language): Html {
  const words = texts[language]
  return html`<form class="fields" data-passkey="enter" data-failed="${words.passkeyFailed}" hidden>
    <div role="status"></div>
    <button class="primary" type="submit">${words.passkey}</button>
  </form>`
}

function askForm(language: Language, ways: { mail: boolean; chat: boolean }): Html {
  const words = texts[language]
  const { label, help } = words.who[ways.mail ? (ways.chat ? 'both' : 'mail') : 'chat']
  return html`<form class="fields" method="post" action="/sign-in/ask">
    <label for="who">${label}</label>
    <input id="who" name="who" type="text" maxlength="254" autocomplete="username" required aria-describedby="who-help" />
    <p class="fine" id="who-help">${help}</p>
    ${ways.mail ? html`<button class="primary" type="submit" name="way" value="mail">${words.byMail}</button>` : ''}
    ${ways.chat ? html`<button class="${ways.mail ? '' : 'primary'}" type="submit" name="way" value="chat">${words.toChat}</button>` : ''}
  </form>`
}

/** What everybody hears who asked for a link, known here or not. */
export function linkAskedPage(page: { language: Language }): Html {
  const words = texts[page.language]
  return plainPage({
    language: page.language,
    title: words.title,
    main: html`<h1>${words.asked}</h1>
      <p class="lead">${words.askedMore}</p>
      <p><a href="/sign-in">${words.back}</a></p>`,
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
  passkey: 'Sign in with a passkey',
  passkeyFailed: 'That passkey did not let you in. Try again, or take a link.',
  who: {
    both: {
      label: 'Who are you?',
      help: 'The e-mail address that you confirmed, your name in Telegram, or the number you write from.',
    },
    mail: { label: 'Your e-mail address', help: 'The one that you confirmed on the page Account.' },
    chat: {
      label: 'Your name in Telegram, or the number you write from',
      help: 'The link comes where you talk to me.',
    },
  },
  byMail: 'Send me a link by e-mail',
  toChat: 'Send me a link to my chat',
  asked: 'Look where you get messages',
  askedMore:
    'If this belongs to somebody here, a link is on its way. It works once and for fifteen minutes. If nothing comes, it is not known here or has no confirmed address or chat.',
  back: 'Back',
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
  passkey: 'Entra con una passkey',
  passkeyFailed: 'Quella passkey non ti ha fatto entrare. Riprova, o prendi un link.',
  who: {
    both: {
      label: 'Chi sei?',
      help: 'L’indirizzo e-mail che hai confermato, il tuo nome in Telegram, o il numero da cui scrivi.',
    },
    mail: { label: 'Il tuo indirizzo e-mail', help: 'Quello che hai confermato nella pagina dei tuoi accessi.' },
    chat: { label: 'Il tuo nome in Telegram, o il numero da cui scrivi', help: 'Il link arriva dove mi parli.' },
  },
  byMail: 'Mandami un link per e-mail',
  toChat: 'Mandami un link nella mia chat',
  asked: 'Guarda dove ricevi i messaggi',
  askedMore:
    'Se appartiene a qualcuno qui, un link è in arrivo. Vale una volta e per quindici minuti. Se non arriva nulla, qui non si conosce o non ha un indirizzo confermato o una chat.',
  back: 'Indietro',
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
