// The accounts of a desk and how they are, and what can be connected.
import { html } from 'hono/html'
import { platformNames } from '../../core/platform.ts'
import type { Language, PlatformId } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** A connected account; `trouble` is one sentence for the person when it cannot be used. */
export type ConnectedAccount = { id: string; platform: PlatformId; name: string; trouble?: string; href?: string }

/** A way to connect: a press that does it, or a page that asks or leads to the network. */
export type Connectable = { platform: PlatformId; how: 'press' } | { platform: PlatformId; how: 'page'; href: string }

/** What the page shows; `said` is one line about what was just done. */
export type Connections = {
  accounts: ConnectedAccount[]
  connectable: Connectable[]
  mayChange: boolean
  /** A telephone can be linked here. */
  hasTelephone?: boolean
  said?: string
}

/**
 * The page of connections. Its forms post `platform` to /connections, and to /connections/:id/remove. Those who may not change
 * accounts see them without buttons.
 */
export function connectionsPage(desk: Desk, page: Connections): Html {
  const words = texts[desk.language]
  return deskPage(desk, {
    place: 'connections',
    title: words.title,
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${page.said === undefined ? '' : html`<p class="said" role="status">${page.said}</p>`}
      ${
        page.accounts.length === 0
          ? html`<div class="nothing"><p>${words.empty}</p></div>`
          : html`<ul class="accounts">
              ${page.accounts.map((account) => accountElement(account, page.mayChange, desk.language))}
            </ul>`
      }
      ${
        page.mayChange && page.connectable.length > 0
          ? html`<h2>${words.more}</h2>
              <div class="choices">${page.connectable.map((way) => wayElement(way, desk.language))}</div>`
          : ''
      }
      ${page.hasTelephone === true ? html`<p><a href="/connections/whatsapp">${words.telephone}</a></p>` : ''}
      <p><a href="/models">${words.models}</a></p>`,
  })
}

function accountElement(account: ConnectedAccount, mayChange: boolean, language: Language): Html {
  const words = texts[language]
  const name = account.href === undefined ? account.name : html`<a href="${account.href}">${account.name}</a>`
  const label = `${words.remove} ${platformNames[account.platform]} ${account.name}`
  return html`<li class="account">
    <div>
      <strong>${platformNames[account.platform]}</strong> ${name}
      <p class="${account.trouble === undefined ? 'fine' : 'trouble'}">${account.trouble ?? words.fine}</p>
    </div>
    ${
      mayChange
        ? html`<div class="choices">
            ${
              account.trouble === undefined
                ? ''
                : html`<a class="button primary" href="/connections/${account.platform}">${words.again(platformNames[account.platform])}</a>`
            }
            <form method="post" action="/connections/${account.id}/remove">
              <button type="submit" aria-label="${label}">${words.remove}</button>
            </form>
          </div>`
        : ''
    }
  </li>`
}

function wayElement(way: Connectable, language: Language): Html {
  const label = texts[language].connect(platformNames[way.platform])
  if (way.how === 'page') return html`<a class="button" href="${way.href}">${label}</a>`
  return html`<form method="post" action="/connections">
    <input type="hidden" name="platform" value="${way.platform}" />
    <button type="submit">${label}</button>
  </form>`
}

const texts = {
  en: {
    title: 'Connections',
    lead: 'Where your posts can go. No password is ever asked for in the chat.',
    empty: 'No account is connected. Practice needs none: it publishes to a page of this desk.',
    more: 'Connect another',
    models: 'Your own key for a model',
    telephone: 'WhatsApp on your telephone',
    connect: (network: string) => `Connect ${network}`,
    again: (network: string) => `Reconnect ${network}`,
    remove: 'Disconnect',
    fine: 'Connected',
  },
  it: {
    title: 'Account',
    lead: 'Dove possono andare i tuoi post. In chat non si chiede mai una password.',
    empty: 'Nessun account è collegato. Practice non ne ha bisogno: pubblica su una pagina di questo desk.',
    models: 'La tua chiave per un modello',
    telephone: 'WhatsApp sul tuo telefono',
    more: 'Collega un altro',
    connect: (network: string) => `Collega ${network}`,
    again: (network: string) => `Ricollega ${network}`,
    remove: 'Scollega',
    fine: 'Collegato',
  },
}
