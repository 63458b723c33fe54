// Erasing as a page: what goes, what stays, when, and the way back.
import { html } from 'hono/html'
import { sayWhen } from '../../core/time/say.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** What the page shows. */
export type ErasingPage = {
  name: string
  isOwner: boolean
  zone: string
  workspaceDueAt?: Date
  personDueAt?: Date
  refused?: 'name' | 'installation' | 'onlyOwner'
}

/** The page of erasing. */
export function erasingPage(desk: Desk, page: ErasingPage): Html {
  const words = texts[desk.language]
  const when = (at: Date) => sayWhen(at, page.zone, desk.language)
  const part = (what: 'workspace' | 'person', name: string, dueAt: Date | undefined) =>
    dueAt === undefined
      ? html`<form class="fields" method="post" action="/erase/${what}">
          <label for="${what}">${words.type(name)}</label>
          <input id="${what}" name="name" type="text" maxlength="200" autocomplete="off" required />
          <button type="submit">${words.erase[what]}</button>
        </form>`
      : html`<p><strong>${words.due(when(dueAt))}</strong></p>
        <form class="fields" method="post" action="/erase/${what}/undo"><button class="primary" type="submit">${words.keep}</button></form>`
  return deskPage(desk, {
    place: 'team',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.title}</h1>
      ${page.refused === undefined ? '' : html`<p class="said" role="status">${words.refused[page.refused]}</p>`}
      ${
        page.isOwner
          ? html`<h2>${words.workspace(desk.workspace)}</h2><p>${words.workspaceLead}</p>
        ${part('workspace', desk.workspace, page.workspaceDueAt)}`
          : ''
      }
      <h2>${words.person}</h2><p>${words.personLead}</p>
      ${part('person', page.name, page.personDueAt)}
      <p class="fine">${words.rest}</p>`,
  })
}

const texts = {
  en: {
    title: 'Erase',
    workspace: (name: string) => `The workspace ${name}`,
    workspaceLead:
      'After seven days everything of it goes: posts, files, memory, numbers, accounts with their access, members, and what was said about it in any chat. Until then all of it works, and any owner can take it back. What is published stays at the networks. At the end Leopost gives its access back where the network takes it (X, LinkedIn, Mastodon, Bluesky); at the others end it in the settings of each account.',
    person: 'Yourself',
    personLead:
      'After seven days your name, your chats and what was said in them, addresses, passkeys, sessions and tokens go, in every workspace. What you wrote in posts stays with the workspace, under no name.',
    rest: 'The audit keeps ids and hashes, no names and no texts. Backups keep what was in them until they are replaced: the daily ones of a private database after seven days, others as whoever runs this keeps them.',
    type: (name: string) => `To begin, type: ${name}`,
    erase: { workspace: 'Erase the workspace in seven days', person: 'Erase me in seven days' },
    due: (when: string) => `Erased ${when}.`,
    keep: 'Keep everything',
    refused: {
      name: 'That is not the name. Nothing was begun.',
      installation: 'The installation itself stands on this one: it can be erased only with the whole installation.',
      onlyOwner: 'You are the only owner of a workspace. Make somebody else an owner, or erase the workspace first.',
    },
  },
  it: {
    title: 'Cancella',
    workspace: (name: string) => `Lo spazio ${name}`,
    workspaceLead:
      'Dopo sette giorni se ne va tutto: post, file, memoria, numeri, account con i loro accessi, membri, e ciò che se ne è detto in ogni chat. Fino ad allora tutto funziona, e ogni titolare può tornare indietro. Ciò che è pubblicato resta sui social. Alla fine Leopost restituisce il suo accesso dove il social lo prende (X, LinkedIn, Mastodon, Bluesky); sugli altri toglilo nelle impostazioni di ogni account.',
    person: 'Te',
    personLead:
      'Dopo sette giorni se ne vanno il tuo nome, le tue chat e ciò che vi è stato detto, indirizzi, passkey, accessi e token, in ogni spazio. Ciò che hai scritto nei post resta allo spazio, senza nome.',
    rest: 'Il registro tiene identificativi e impronte, nessun nome e nessun testo. Le copie di sicurezza tengono ciò che avevano finché non vengono sostituite: quelle giornaliere di un database privato dopo sette giorni, le altre come le tiene chi gestisce.',
    type: (name: string) => `Per iniziare, scrivi: ${name}`,
    erase: { workspace: 'Cancella lo spazio tra sette giorni', person: 'Cancella me tra sette giorni' },
    due: (when: string) => `Cancellazione: ${when}.`,
    keep: 'Tieni tutto',
    refused: {
      name: 'Non è il nome. Non è iniziato nulla.',
      installation: 'L’installazione stessa si regge su questo: si cancella solo con tutta l’installazione.',
      onlyOwner: 'Sei l’unico titolare di uno spazio. Nomina un altro titolare, o cancella prima lo spazio.',
    },
  },
}
