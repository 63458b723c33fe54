// Connecting one network: the form that asks what it needs, and the page that leads to the network for consent.
import { html } from 'hono/html'
import { type PlatformId, platformNames, type Question } from '../../core/platform.ts'
import { type ConnectWords, connectWords } from './connect-words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** What the page asks: `asks` for a direct connection, `consent` for one that the network is asked for. */
export type ConnectForm = {
  platform: PlatformId
  asks: readonly Question[]
  consent: readonly Question[] | undefined
  /** What was typed before; what is secret is never put back. */
  answers: Record<string, string>
  mayChange: boolean
  said?: string
}

/** The form of one network. It posts its fields and `platform` to /connections, or its fields to /connect/:platform for consent. */
export function connectPage(desk: Desk, page: ConnectForm): Html {
  const { platform, asks, consent, answers } = page
  const words = connectWords[desk.language]
  const name = platformNames[platform]
  const direct = html`<form class="fields" method="post" action="/connections">
    <fieldset ${page.mayChange ? '' : html`disabled`}>
      <input type="hidden" name="platform" value="${platform}" />
      ${asks.map((question) => field(words, platform, question, answers[question.name] ?? '', 'own'))}
      <button class="primary" type="submit">${words.connect(name)}</button>
    </fieldset>
  </form>`
  return deskPage(desk, {
    place: 'connections',
    title: words.connect(name),
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.connect(name)}</h1>
      ${lead(words, platform)}
      ${page.said === undefined ? '' : html`<p class="said" role="status">${page.said}</p>`}
      ${
        consent === undefined
          ? direct
          : html`<form class="fields" method="post" action="/connect/${platform}">
                <fieldset ${page.mayChange ? '' : html`disabled`}>
                  ${consent.map((question) => field(words, platform, question, answers[question.name] ?? '', 'asked'))}
                  <button class="primary" type="submit">${words.goOn}</button>
                </fieldset>
              </form>
              ${asks.length === 0 ? '' : html`<h2>${words.orDirect[platform] ?? ''}</h2>${direct}`}`
      }
      <p><a href="/connections">${words.back}</a></p>`,
  })
}

/** Leads to the network, and takes a code where it shows one instead of leading back. */
export function consentPage(
  desk: Desk,
  page: { platform: PlatformId; url: string; shownUrl?: string; state: string },
): Html {
  const words = connectWords[desk.language]
  const { platform, url, shownUrl, state } = page
  const host = new URL(url).host
  return deskPage(desk, {
    place: 'connections',
    title: words.allow(host),
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.allow(host)}</h1>
      <p class="lead">${words.allowLead(host)}</p>
      <p><a class="button primary" href="${url}">${words.open(host)}</a></p>
      ${
        shownUrl === undefined
          ? ''
          : html`<h2>${words.elsewhere}</h2>
              <p>${words.elsewhereLead} <a href="${shownUrl}" target="_blank" rel="noopener">${words.showCode(host)}</a></p>
              <form class="fields" method="post" action="/connect/${platform}/code">
                <fieldset>
                  <input type="hidden" name="state" value="${state}" />
                  <label for="code">${words.code}</label>
                  <input id="code" name="code" required autocomplete="off" spellcheck="false" />
                  <button type="submit">${words.useCode}</button>
                </fieldset>
              </form>`
      }
      <p><a href="/connections/${platform}">${words.back}</a></p>`,
  })
}

/** Of several accounts that a network showed: which are to be connected. Those that are here already have their new access. */
export function choicePage(
  desk: Desk,
  page: {
    platform: PlatformId
    state: string
    accounts: readonly { remoteId: string; name: string; is?: 'profile' | 'page'; isConnected: boolean }[]
    said?: string
  },
): Html {
  const words = connectWords[desk.language]
  const { platform, state, accounts } = page
  return deskPage(desk, {
    place: 'connections',
    title: words.which,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.which}</h1>
      ${page.said === undefined ? '' : html`<p class="said" role="status">${page.said}</p>`}
      <form class="fields" method="post" action="/connect/${platform}/choose">
        <fieldset>
          <input type="hidden" name="state" value="${state}" />
          ${accounts.map(
            ({ remoteId, name, is, isConnected }) =>
              html`<label><input type="checkbox" name="account" value="${remoteId}" ${isConnected ? html`checked disabled` : ''} />
                ${name}${is === undefined ? '' : ` · ${words.kinds[is]}`}${isConnected ? ` (${words.here})` : ''}</label>`,
          )}
          <button class="primary" type="submit">${words.connect(platformNames[platform])}</button>
        </fieldset>
      </form>
      <p><a href="/connections">${words.back}</a></p>`,
  })
}

function lead(words: ConnectWords, platform: PlatformId): Html | '' {
  const text = words.leads[platform]
  return text === undefined ? '' : html`<p class="lead">${text}</p>`
}

function field(words: ConnectWords, platform: PlatformId, asked: Question, value: string, form: string): Html {
  const { label, hint } = words.fields[`${platform}.${asked.name}`] ?? { label: asked.name }
  const id = `${form}-${asked.name}`
  const kind = asked.isSecret ? html`type="password" autocomplete="off"` : html`type="text" autocomplete="off"`
  return html`<label for="${id}">${label}${asked.isOptional ? ` (${words.optional})` : ''}</label>
    ${hint === undefined ? '' : html`<p class="note" id="${id}-hint">${hint}</p>`}
    <input id="${id}" name="${asked.name}" ${kind} autocapitalize="none" spellcheck="false"
      ${asked.isSecret ? '' : html`value="${value}"`} ${asked.isOptional ? '' : html`required`}
      ${hint === undefined ? '' : html`aria-describedby="${id}-hint"`} />`
}
