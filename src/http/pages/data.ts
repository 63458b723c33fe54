// The data of a workspace as a page: archives that can be had, and the button for a new one.
import { html } from 'hono/html'
import { sayWhen } from '../../core/time/say.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** An archive; without an address it is being made. */
type ShownExport = { createdAt: Date; url?: string; bytes?: number; expiresAt?: Date }

/** The page of the workspace's data. */
export function dataPage(desk: Desk, page: { exports: ShownExport[]; zone: string }): Html {
  const words = texts[desk.language]
  const when = (at: Date) => sayWhen(at, page.zone, desk.language)
  return deskPage(desk, {
    place: 'team',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      <ul class="accounts">
        ${page.exports.map(
          (one) =>
            html`<li class="account"><div>${when(one.createdAt)}<p class="fine">${
              one.url === undefined || one.expiresAt === undefined
                ? words.making
                : html`<a href="${one.url}" download>${words.get}</a> · ${words.until(when(one.expiresAt))}`
            }</p></div></li>`,
        )}
      </ul>
      <form class="fields" method="post" action="/data/export"><button class="primary" type="submit">${words.make}</button></form>
      <p><a href="/erase">${words.erase}</a> · <a href="/team">${words.team}</a></p>`,
  })
}

const texts = {
  en: {
    title: 'Data',
    lead: 'Everything of this workspace in one archive: tables as JSON and CSV, and every file. Not in it: access to networks and models, and what people said in their chats.',
    making: 'being made; reload the page in a while',
    get: 'Download',
    until: (when: string) => `until ${when}`,
    make: 'Make an archive',
    team: 'Team',
    erase: 'Erase',
  },
  it: {
    title: 'Dati',
    lead: 'Tutto ciò che è di questo spazio in un archivio: tabelle come JSON e CSV, e ogni file. Non ci sono: gli accessi ai social e ai modelli, e ciò che le persone hanno detto nelle loro chat.',
    making: 'in preparazione; ricarica la pagina tra poco',
    get: 'Scarica',
    until: (when: string) => `fino a ${when}`,
    make: 'Crea un archivio',
    team: 'Squadra',
    erase: 'Cancella',
  },
}
