// The chats a person talks from as a part of their page, and the links that add one.
import { html } from 'hono/html'
import { chatNames } from '../../core/chat.ts'
import type { Language } from '../../db/words.ts'
import type { Html } from './layout.ts'

/** A chat that is paired. */
export type ShownChat = { id: string; chat: string; name: string; since: string }
/** A link that pairs the chat it opens; good once, for a quarter of an hour. */
export type ChatLink = { chat: string; url: string }

const nameOf = (chat: string) => chatNames[chat] ?? chat

/** The chats of a person; with `links`, where another one can be paired right now. */
export function chatsPart(language: Language, chats: ShownChat[], links?: ChatLink[]): Html {
  const words = texts[language]
  return html`<h2>${words.title}</h2>
    ${chats.length === 0 ? html`<p class="fine">${words.none}</p>` : ''}
    <ul class="accounts">
      ${chats.map(
        (one) => html`<li class="account"><div>${nameOf(one.chat)} ${one.name}, ${one.since}</div>
          <form method="post" action="/account/chats/${one.id}/end">
            <button type="submit" aria-label="${words.end} ${nameOf(one.chat)} ${one.name}">${words.end}</button>
          </form></li>`,
      )}
    </ul>
    ${
      links === undefined
        ? html`<form class="fields" method="post" action="/account/chats">
            <button class="primary" type="submit">${words.add}</button>
          </form>`
        : links.length === 0
          ? html`<p class="said" role="status">${words.noChats}</p>`
          : html`<div class="said" role="status"><p>${words.open}</p>
              <ul>${links.map(({ chat, url }) => html`<li><a href="${url}" rel="noreferrer">${nameOf(chat)}</a></li>`)}</ul></div>`
    }`
}

const texts = {
  en: {
    title: 'Your chats',
    none: 'You talk here on the web only.',
    add: 'Add a chat',
    end: 'End',
    open: 'Open one of these on the device you talk from and send what stands there. Each is good once, for a quarter of an hour.',
    noChats: 'No other chat is switched on here, or none answers now. The operator finds more with the command doctor.',
  },
  it: {
    title: 'Le tue chat',
    none: 'Parli qui solo sul web.',
    add: 'Aggiungi una chat',
    end: 'Termina',
    open: 'Apri una di queste dal dispositivo da cui parli e invia ciò che c’è scritto. Ognuna vale una volta, per un quarto d’ora.',
    noChats:
      'Qui nessuna altra chat è accesa, o nessuna risponde ora. Chi gestisce trova di più con il comando doctor.',
  },
}
