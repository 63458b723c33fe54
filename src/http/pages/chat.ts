// The first page: the chat, in full height.
import { html } from 'hono/html'
import { type Desk, deskPage, type Html } from './layout.ts'

/** The chat of a desk; everything in it comes from the widget. */
export function chatPage(desk: Desk): Html {
  const words = {
    en: 'This page needs JavaScript for the chat.',
    it: 'Per la chat questa pagina ha bisogno di JavaScript.',
  }
  return deskPage(desk, {
    place: 'chat',
    title: 'Chat',
    head: html`${modules.map((file) => html`<link rel="modulepreload" href="/widget/${file}.js" />`)}
      <script type="module" src="/widget.js"></script>`,
    main: html`<h1 class="unseen">Chat</h1>
      <leopost-chat></leopost-chat>
      <noscript><p>${words[desk.language]}</p></noscript>`,
  })
}

/** The parts of the widget, asked for at once rather than one after the other. */
const modules = [
  'attachment',
  'card',
  'chat',
  'composer',
  'dom',
  'log',
  'outbox',
  'recorder',
  'rows',
  'session',
  'stream',
  'style',
  'time',
  'words',
]
