// Linking a telephone with WhatsApp: what is waited for, the code to scan, and the code to type.
import { html, raw } from 'hono/html'
import type { Linking } from '../../core/chat.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** What the page shows; `picture` is the code to scan as SVG, `code` what is typed in its place, `said` why not. */
export type LinkingPage = { linking: Linking; picture?: string; code?: string; said?: string }

/** The page; its form posts `number` to /connections/whatsapp. It looks again by itself while something is waited for. */
export function linkingPage(desk: Desk, { linking, picture, code, said }: LinkingPage): Html {
  const words = texts[desk.language]
  const isOver = linking.state === 'linked'
  const why = said === 'number' ? words.number : said === 'notNow' ? words.notNow : undefined
  return deskPage(desk, {
    place: 'connections',
    title: words.title,
    head: isOver || code !== undefined ? html`` : html`<meta http-equiv="refresh" content="15" />`,
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${why === undefined ? '' : html`<p class="trouble" role="alert">${why}</p>`}
      <p role="status">${words[linking.state]}${linking.state === 'off' ? ` (${linking.why})` : ''}</p>
      ${
        linking.state !== 'waiting' || picture === undefined
          ? ''
          : html`<figure role="img" aria-label="${words.qr}" style="max-width: 18rem; background: #fff">${raw(picture)}</figure>
              ${
                code === undefined
                  ? html`<form method="post" action="/connections/whatsapp">
                      <label for="number">${words.byNumber}</label>
                      <input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" required />
                      <button type="submit">${words.ask}</button>
                    </form>`
                  : html`<p>${words.type} <strong>${code}</strong></p>`
              }`
      }`,
  })
}

const texts = {
  en: {
    title: 'WhatsApp on your telephone',
    lead: 'In WhatsApp open Linked devices, Link a device, and scan the code. This way is experimental and not supported by WhatsApp.',
    starting: 'The browser is being started.',
    elsewhere: 'Another process of this installation holds the link.',
    waiting: 'Scan the code. A new one comes every minute.',
    linked: 'A telephone is linked.',
    off: 'It does not work now and is tried again by itself. Everything else works.',
    qr: 'The code to scan with WhatsApp',
    byNumber: 'Or give the number of the telephone, with its country',
    ask: 'Get a code to type',
    type: 'In WhatsApp choose “Link with phone number instead” and type',
    number: 'That is not a number with its country, like +39 333 123 4567.',
    notNow: 'No code can be had now. Try again in a minute.',
  },
  it: {
    title: 'WhatsApp sul tuo telefono',
    lead: 'In WhatsApp apri Dispositivi collegati, Collega un dispositivo, e inquadra il codice. Questa via è sperimentale e WhatsApp non la sostiene.',
    starting: 'Il browser si sta avviando.',
    elsewhere: 'Un altro processo di questa installazione tiene il collegamento.',
    waiting: 'Inquadra il codice. Ne arriva uno nuovo ogni minuto.',
    linked: 'Un telefono è collegato.',
    off: 'Ora non funziona e riprova da solo. Tutto il resto funziona.',
    qr: 'Il codice da inquadrare con WhatsApp',
    byNumber: 'Oppure dai il numero del telefono, con il prefisso del paese',
    ask: 'Chiedi un codice da scrivere',
    type: 'In WhatsApp scegli “Collega con numero di telefono” e scrivi',
    number: 'Non è un numero con il prefisso del paese, come +39 333 123 4567.',
    notNow: 'Ora non si può avere un codice. Riprova fra un minuto.',
  },
}
