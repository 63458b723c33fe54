// Notifications as a page: a table of what and how, quiet hours, the webhook of the member's programs, and what was sent.
import { html } from 'hono/html'
import { noticeKindName } from '../../bot/replies/notices.ts'
import { sayWhen } from '../../core/time/say.ts'
import type { QuietHours } from '../../db/schema/members.ts'
import { type Language, type NoticeKind, type NoticeWay, noticeWays } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** What the page shows. `secret` was just made: it is shown once. */
export type NotificationsPage = {
  list: { kind: NoticeKind; ways: NoticeWay[] }[]
  canMail: boolean
  mailbox?: string
  quiet: QuietHours | null
  /** The clock of the quiet hours, where it is not that of the brand. */
  ownZone: string | null
  zone: string
  url?: string
  sent: Sent[]
  secret?: string
  said?: 'notAllowed'
}

type Sent = {
  id: string
  way: NoticeWay
  kind: NoticeKind
  createdAt: Date
  end: 'sent' | 'failed' | null
  said: string | null
  attempts: number
  tryAt: Date | null
}

/** The page of notifications. */
export function notificationsPage(desk: Desk, page: NotificationsPage): Html {
  const words = texts[desk.language]
  return deskPage(desk, {
    place: 'team',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.title}</h1>
      ${page.said === undefined ? '' : html`<p class="said" role="status">${words[page.said]}</p>`}
      ${page.secret === undefined ? '' : html`<p class="said" role="status">${words.secret} <code>${page.secret}</code></p>`}
      <p>${words.lead}</p>
      <p class="fine">${mailLine(page, desk.language)}</p>
      ${choiceForm(page, desk.language)}
      <h2>${words.webhook}</h2>
      ${webhookPart(page, desk.language)}
      <h2>${words.sent}</h2>
      ${page.sent.length === 0 ? html`<p>${words.none}</p>` : html`<ul class="accounts">${page.sent.map((one) => sentElement(one, page.zone, desk.language))}</ul>`}
      <p><a href="/account">${words.account}</a></p>`,
  })
}

function mailLine({ canMail, mailbox }: NotificationsPage, language: Language): string {
  const words = texts[language]
  if (!canMail) return words.noMail
  return mailbox === undefined ? words.noMailbox : words.mailbox(mailbox)
}

function choiceForm({ list, quiet, ownZone, zone }: NotificationsPage, language: Language): Html {
  const words = texts[language]
  return html`<form class="fields" method="post" action="/notifications">
    ${list.map(
      ({ kind, ways }) => html`<fieldset class="ways">
        <legend>${noticeKindName(kind, language)}</legend>
        ${noticeWays.map(
          (way) =>
            html`<label><input type="checkbox" name="${kind}" value="${way}" ${ways.includes(way) ? html`checked` : ''} />${words.ways[way]}</label>`,
        )}
      </fieldset>`,
    )}
    <label for="from">${words.quietFrom}</label>
    <input id="from" name="from" type="time" value="${quiet?.from ?? ''}" />
    <label for="to">${words.quietTo}</label>
    <input id="to" name="to" type="time" value="${quiet?.to ?? ''}" />
    <label for="zone">${words.zone}</label>
    <input id="zone" name="zone" type="text" maxlength="60" list="zones" value="${ownZone ?? ''}" placeholder="${zone}" />
    <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((name) => html`<option value="${name}"></option>`)}</datalist>
    <button class="primary" type="submit">${words.save}</button>
  </form>`
}

function webhookPart({ url }: NotificationsPage, language: Language): Html {
  const words = texts[language]
  return html`<p>${words.webhookLead}</p>
    ${
      url === undefined
        ? ''
        : html`<ul class="accounts"><li class="account"><div><code>${url}</code></div>
          <form method="post" action="/notifications/webhook/remove"><button type="submit">${words.remove}</button></form></li></ul>`
    }
    <form class="fields" method="post" action="/notifications/webhook">
      <label for="url">${url === undefined ? words.url : words.otherUrl}</label>
      <input id="url" name="url" type="url" maxlength="1000" placeholder="https://example.org/leopost" required />
      <button type="submit">${words.setUrl}</button>
    </form>`
}

function sentElement(one: Sent, zone: string, language: Language): Html {
  const words = texts[language]
  const when = sayWhen(one.createdAt, zone, language)
  const label = `${noticeKindName(one.kind, language)}, ${when}`
  return html`<li class="account">
    <div><strong>${noticeKindName(one.kind, language)}</strong> ${words.ways[one.way]}<p class="fine">${when} · ${stateOf(one, zone, language)}</p></div>
    ${
      one.end === null
        ? ''
        : html`<form method="post" action="/notifications/${one.id}/replay">
            <button type="submit" aria-label="${words.replay} ${label}">${words.replay}</button>
          </form>`
    }
  </li>`
}

function stateOf({ end, said, attempts, tryAt }: Sent, zone: string, language: Language): string {
  const words = texts[language]
  const answer = said === null ? '' : ` (${words.codes[said] ?? said})`
  if (end !== null) return `${end === 'sent' ? words.done : words.failed}${answer}`
  const next = tryAt === null ? '' : ` ${sayWhen(tryAt, zone, language)}`
  return attempts === 0 ? `${words.waiting}${next}` : `${words.again(attempts)}${next}${answer}`
}

const codes = {
  en: {
    refused: 'refused',
    unavailable: 'no answer',
    nowhere: 'no address',
    left: 'no member any more',
    fault: 'a fault here',
  } as Record<string, string>,
  it: {
    refused: 'rifiutato',
    unavailable: 'nessuna risposta',
    nowhere: 'nessun indirizzo',
    left: 'non fa più parte',
    fault: 'un guasto qui',
  } as Record<string, string>,
}

const texts = {
  en: {
    title: 'Notifications',
    lead: 'In the chat you hear of posts that you began or approved. By e-mail and webhook you hear of every post here.',
    ways: { chat: 'in the chat', mail: 'by e-mail', webhook: 'by webhook' } as Record<NoticeWay, string>,
    noMail: 'This installation sends no mail yet: whoever runs it sets SMTP_URL and MAIL_FROM.',
    noMailbox: 'You have no confirmed e-mail address yet: add one to your account.',
    mailbox: (address: string) => `E-mail goes to ${address}.`,
    quietFrom: 'Quiet from',
    quietTo: 'until',
    zone: 'Your time zone, where it is not that of the brand',
    save: 'Save',
    webhook: 'Webhook',
    webhookLead:
      'Your programs are told by POST with JSON, signed after the Standard Webhooks convention (webhook-id, webhook-timestamp, webhook-signature). An answer other than 2xx is tried again for two days; 410 ends it.',
    url: 'Address',
    otherUrl: 'Another address, with a new secret',
    setUrl: 'Set the address',
    remove: 'Remove',
    secret: 'The secret that signs what is sent, shown only here:',
    notAllowed: 'That address cannot be used: it needs http or https, no password in it, and a host that is public.',
    sent: 'Sent lately',
    none: 'Nothing was sent by e-mail or webhook yet.',
    replay: 'Replay',
    done: 'sent',
    failed: 'given up',
    waiting: 'goes out',
    again: (attempts: number) => `tried ${attempts} times, again`,
    codes: codes.en,
    account: 'Your account',
  },
  it: {
    title: 'Notifiche',
    lead: 'Nella chat senti dei post che hai iniziato o approvato. Per e-mail e con il webhook senti di ogni post di qui.',
    ways: { chat: 'nella chat', mail: 'per e-mail', webhook: 'con il webhook' } as Record<NoticeWay, string>,
    noMail: 'Questa installazione non manda ancora e-mail: chi la gestisce imposta SMTP_URL e MAIL_FROM.',
    noMailbox: 'Non hai ancora un indirizzo e-mail confermato: aggiungilo ai tuoi accessi.',
    mailbox: (address: string) => `Le e-mail vanno a ${address}.`,
    quietFrom: 'Quiete dalle',
    quietTo: 'alle',
    zone: 'Il tuo fuso orario, se non è quello del marchio',
    save: 'Salva',
    webhook: 'Webhook',
    webhookLead:
      'I tuoi programmi ricevono un POST con JSON, firmato secondo la convenzione Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature). Una risposta diversa da 2xx viene ritentata per due giorni; 410 la chiude.',
    url: 'Indirizzo',
    otherUrl: 'Un altro indirizzo, con un nuovo segreto',
    setUrl: 'Imposta l’indirizzo',
    remove: 'Togli',
    secret: 'Il segreto che firma ciò che viene mandato, si vede solo qui:',
    notAllowed: 'Quell’indirizzo non si può usare: serve http o https, senza password, con un host pubblico.',
    sent: 'Mandato di recente',
    none: 'Non è ancora stato mandato nulla per e-mail o con il webhook.',
    replay: 'Rimanda',
    done: 'mandato',
    failed: 'abbandonato',
    waiting: 'parte',
    again: (attempts: number) => `provato ${attempts} volte, ancora`,
    codes: codes.it,
    account: 'I tuoi accessi',
  },
}
