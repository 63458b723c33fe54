// A person's own ways in as a page: where they are signed in, passkeys, addresses, and tokens for programs.
import { html } from 'hono/html'
import { sayWhen } from '../../core/time/say.ts'
import { type Scope, scopes } from '../../db/words.ts'
import { type ChatLink, chatsPart, type ShownChat } from './chats.ts'
import { emailsPart } from './emails.ts'
import { type Desk, deskPage, type Html } from './layout.ts'
import { passkeyScripts, passkeysPart, type ShownPasskey } from './passkeys.ts'

/** What the page shows. `token` was just made: it is shown once. */
export type AccountPage = {
  sessions: { id: string; kind: 'browser' | 'widget'; origin: string | null; createdAt: Date; isThis: boolean }[]
  tokens: { id: string; scope: Scope; createdAt: Date }[]
  passkeys: ShownPasskey[]
  canHavePasskeys: boolean
  chats: ShownChat[]
  /** Where another chat can be paired right now: just asked for. */
  chatLinks?: ChatLink[]
  /** Absent where nothing is sent by mail here. */
  emails?: { id: string; address: string; isConfirmed: boolean }[]
  zone: string
  token?: string
}

/** The page of sessions, passkeys, addresses and tokens. */
export function accountPage(desk: Desk, page: AccountPage): Html {
  const words = texts[desk.language]
  const when = (at: Date) => sayWhen(at, page.zone, desk.language)
  const end = (action: string, label: string) =>
    html`<form method="post" action="${action}"><button type="submit" aria-label="${words.end} ${label}">${words.end}</button></form>`
  return deskPage(desk, {
    place: 'team',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />
      ${page.canHavePasskeys ? passkeyScripts : ''}`,
    main: html`<h1>${words.title}</h1>
      ${page.token === undefined ? '' : html`<p class="said" role="status">${words.once} <code>${page.token}</code></p>`}
      <h2>${words.sessions}</h2>
      <ul class="accounts">
        ${page.sessions.map((one) => {
          const label = `${one.origin ?? words.browser}, ${when(one.createdAt)}`
          return html`<li class="account"><div>${label}${one.isThis ? ` (${words.this})` : ''}</div>
            ${end(`/account/sessions/${one.id}/end`, label)}</li>`
        })}
      </ul>
      ${chatsPart(desk.language, page.chats, page.chatLinks)}
      ${passkeysPart(desk.language, { ...page, isPossible: page.canHavePasskeys, when })}
      ${page.emails === undefined ? '' : emailsPart(desk.language, page.emails)}
      <h2>${words.tokens}</h2>
      <ul class="accounts">
        ${page.tokens.map((one) => {
          const label = `${words.scopes[one.scope]}, ${when(one.createdAt)}`
          return html`<li class="account"><div>${label}</div>${end(`/account/tokens/${one.id}/end`, label)}</li>`
        })}
      </ul>
      <form class="fields" method="post" action="/account/tokens">
        <label for="scope">${words.scope}</label>
        <select id="scope" name="scope">
          ${scopes.map((scope) => html`<option value="${scope}">${words.scopes[scope]}</option>`)}
        </select>
        <button class="primary" type="submit">${words.make}</button>
      </form>
      <p><a href="/notifications">${words.notifications}</a> · <a href="/team">${words.team}</a> · <a href="/erase">${words.erase}</a></p>`,
  })
}

const texts = {
  en: {
    title: 'Your sign-ins and tokens',
    sessions: 'Where you are signed in',
    browser: 'Browser',
    this: 'this one',
    tokens: 'Tokens for programs',
    once: 'Your token, shown only here:',
    scope: 'What it may do',
    scopes: { draft: 'draft', approve: 'draft and approve', admin: 'everything you may' } as Record<Scope, string>,
    make: 'Make a token',
    end: 'End',
    team: 'Team',
    erase: 'Erase',
    notifications: 'Notifications',
  },
  it: {
    title: 'I tuoi accessi e token',
    sessions: 'Dove sei entrato',
    browser: 'Browser',
    this: 'questo',
    tokens: 'Token per i programmi',
    once: 'Il tuo token, si vede solo qui:',
    scope: 'Che cosa può fare',
    scopes: { draft: 'scrivere', approve: 'scrivere e approvare', admin: 'tutto ciò che puoi tu' } as Record<
      Scope,
      string
    >,
    make: 'Crea un token',
    end: 'Termina',
    team: 'Squadra',
    erase: 'Cancella',
    notifications: 'Notifiche',
  },
}
