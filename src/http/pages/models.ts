// The models of a workspace: which keys it brought, and the form that takes one.
import { html } from 'hono/html'
import type { Language, ModelProvider } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** What the page shows; a key itself is never among it. */
export type ModelsPage = {
  keys: { provider: ModelProvider; model: string | undefined; baseUrl: string | undefined; hasKey: boolean }[]
  mayChange: boolean
  said?: string
}

/** The page of models. Its forms post to /models and /models/:provider/remove. */
export function modelsPage(desk: Desk, page: ModelsPage): Html {
  const words = modelWords[desk.language]
  return deskPage(desk, {
    place: 'connections',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${page.said === undefined ? '' : html`<p class="said" role="status">${page.said}</p>`}
      ${
        page.keys.length === 0
          ? html`<div class="nothing"><p>${words.empty}</p></div>`
          : html`<ul class="accounts">${page.keys.map((key) => keyElement(words, key, page.mayChange))}</ul>`
      }
      ${page.mayChange ? form(words) : ''}
      <p><a href="/connections">${words.back}</a></p>`,
  })
}

function keyElement(words: Words, key: ModelsPage['keys'][number], mayChange: boolean): Html {
  const where = [key.model ?? words.usual, key.baseUrl].filter((part) => part !== undefined).join(' · ')
  return html`<li class="account">
    <div><strong>${words.names[key.provider]}</strong> ${where}
      <p class="fine">${key.hasKey ? words.kept : words.noKey}</p></div>
    ${
      mayChange
        ? html`<form method="post" action="/models/${key.provider}/remove">
            <button type="submit" aria-label="${words.forget} ${words.names[key.provider]}">${words.forget}</button>
          </form>`
        : ''
    }
  </li>`
}

function form(words: Words): Html {
  return html`<h2>${words.add}</h2>
    <form class="fields" method="post" action="/models">
      <label for="provider">${words.provider}</label>
      <select id="provider" name="provider">
        ${(Object.entries(words.names) as [ModelProvider, string][]).map(([id, name]) => html`<option value="${id}">${name}</option>`)}
      </select>
      <label for="apiKey">${words.key}</label>
      <input id="apiKey" name="apiKey" type="password" autocomplete="off" spellcheck="false" />
      <label for="model">${words.model}</label>
      <p class="note" id="model-hint">${words.modelHint}</p>
      <input id="model" name="model" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="model-hint" />
      <label for="baseUrl">${words.address}</label>
      <p class="note" id="baseUrl-hint">${words.addressHint}</p>
      <input id="baseUrl" name="baseUrl" type="url" autocomplete="off" spellcheck="false" aria-describedby="baseUrl-hint" />
      <button class="primary" type="submit">${words.keep}</button>
    </form>`
}

const en = {
  title: 'Models',
  lead: 'Your own key for a model that writes. It is asked before the models of this installation. The key is sealed, and shown to nobody again.',
  empty: 'No key of your own.',
  add: 'Bring a key',
  provider: 'Provider',
  key: 'Key',
  model: 'Model',
  modelHint: 'Leave it empty for the usual one. A compatible server needs its name here.',
  address: 'Address',
  addressHint: 'Only for a compatible server or a gateway, like https://openrouter.ai/api/v1.',
  keep: 'Keep the key',
  forget: 'Forget',
  kept: 'Key kept',
  noKey: 'Without a key',
  usual: 'the usual model',
  back: 'Connections',
  off: 'This installation takes no keys of workspaces.',
  wrongAddress: 'That address or key cannot be used. Give the whole address, without a password in it.',
  privateAddress: 'That address is private. Only who runs this installation can allow it.',
  needsModel: 'A compatible server needs its address and the name of its model.',
  needsKey: 'The key is missing.',
  names: { anthropic: 'Anthropic', openai: 'OpenAI', gemini: 'Gemini', compatible: 'Compatible server' } as Record<
    ModelProvider,
    string
  >,
}

type Words = typeof en

const it: Words = {
  title: 'Modelli',
  lead: 'La tua chiave per un modello che scrive. Viene interpellato prima di quelli di questa installazione. La chiave è sigillata e non si mostra più.',
  empty: 'Nessuna chiave tua.',
  add: 'Porta una chiave',
  provider: 'Fornitore',
  key: 'Chiave',
  model: 'Modello',
  modelHint: 'Vuoto per quello solito. Un server compatibile ha bisogno del nome.',
  address: 'Indirizzo',
  addressHint: 'Solo per un server compatibile o un gateway, come https://openrouter.ai/api/v1.',
  keep: 'Conserva la chiave',
  forget: 'Dimentica',
  kept: 'Chiave conservata',
  noKey: 'Senza chiave',
  usual: 'il modello solito',
  back: 'Account',
  off: 'Questa installazione non accetta chiavi dei workspace.',
  wrongAddress: "Quell'indirizzo o quella chiave non si può usare. Scrivi l'indirizzo intero, senza password.",
  privateAddress: "Quell'indirizzo è privato. Può permetterlo solo chi gestisce questa installazione.",
  needsModel: 'Un server compatibile ha bisogno del suo indirizzo e del nome del modello.',
  needsKey: 'Manca la chiave.',
  names: { ...en.names, compatible: 'Server compatibile' },
}

/** What the page and its refusals say. */
export const modelWords: Record<Language, Words> = { en, it }
