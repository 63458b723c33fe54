// The brand as Leopost knows it: a form of plain sentences, everything learned among them, to read, correct and delete.
import { html } from 'hono/html'
import { type Language, languages } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

/** What is known of a brand; `zones` are the IANA names that can be chosen. */
export type BrandForm = {
  name: string
  website: string
  voice: string
  audience: string
  colour: string
  zone: string
  postLanguage: Language
  rules: string[]
  facts: { text: string; until: string }[]
  zones: string[]
  mayChange: boolean
  said?: string
}

/**
 * The brand page. Its form posts name, website, voice, audience, colour, zone, language, and lists of `rule`, `fact` and `until` (of the
 * same length as `fact`) to /brand; an emptied rule or fact is to be forgotten.
 */
export function brandPage(desk: Desk, brand: BrandForm): Html {
  const words = texts[desk.language]
  return deskPage(desk, {
    place: 'brand',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${brand.said === undefined ? '' : html`<p class="said" role="status">${brand.said}</p>`}
      <form class="fields" method="post" action="/brand">
        <fieldset ${brand.mayChange ? '' : html`disabled`}>
          ${field('name', words.name, brand.name, html`required`)}
          ${field('website', words.website, brand.website, html`inputmode="url" autocomplete="url"`)}
          ${area('voice', words.voice, words.voiceHint, brand.voice)} ${area('audience', words.audience, '', brand.audience)}
          ${field('colour', words.colour, brand.colour, html`type="color" aria-describedby="colour-hint"`)}
          <p class="note" id="colour-hint">${words.colourHint}</p>
          ${zoneField(words.zone, brand)}
          <label for="language">${words.language}</label>
          <select id="language" name="language">
            ${languages.map(
              (language) =>
                html`<option value="${language}" ${language === brand.postLanguage ? html`selected` : ''}>${words[language]}</option>`,
            )}
          </select>
          ${rulesList(words, brand.rules)} ${factsList(words, brand.facts)}
          ${brand.mayChange ? html`<button class="primary" type="submit">${words.save}</button>` : ''}
        </fieldset>
      </form>`,
  })
}

function field(name: string, label: string, value: string, more: Html): Html {
  return html`<label for="${name}">${label}</label> <input id="${name}" name="${name}" value="${value}" ${more} />`
}

function area(name: string, label: string, hint: string, value: string): Html {
  const described = hint === '' ? '' : html`aria-describedby="${name}-hint"`
  return html`<label for="${name}">${label}</label>
    ${hint === '' ? '' : html`<p class="note" id="${name}-hint">${hint}</p>`}
    <textarea id="${name}" name="${name}" rows="3" ${described}>${value}</textarea>`
}

function zoneField(label: string, brand: BrandForm): Html {
  const zones = brand.zones.includes(brand.zone) ? brand.zones : [brand.zone, ...brand.zones]
  return html`<label for="zone">${label}</label>
    <select id="zone" name="zone">
      ${zones.map((zone) => html`<option ${zone === brand.zone ? html`selected` : ''}>${zone}</option>`)}
    </select>`
}

function rulesList(words: Words, rules: string[]): Html {
  return html`<fieldset class="list">
    <legend>${words.rules}</legend>
    <p class="note">${rules.length === 0 ? words.noRules : words.forget}</p>
    ${[...rules, ''].map(
      (rule, index) =>
        html`<input name="rule" value="${rule}" aria-label="${rule === '' ? words.newRule : `${words.rule} ${index + 1}`}"
          placeholder="${words.newRule}" />`,
    )}
  </fieldset>`
}

function factsList(words: Words, facts: BrandForm['facts']): Html {
  return html`<fieldset class="list">
    <legend>${words.facts}</legend>
    <p class="note">${facts.length === 0 ? words.noFacts : words.forget}</p>
    ${[...facts, { text: '', until: '' }].map(
      (fact, index) =>
        html`<div class="pair">
          <input name="fact" value="${fact.text}" aria-label="${fact.text === '' ? words.newFact : `${words.fact} ${index + 1}`}"
            placeholder="${words.newFact}" />
          <input name="until" type="date" value="${fact.until}" aria-label="${words.until}" title="${words.until}" />
        </div>`,
    )}
  </fieldset>`
}

const en = {
  title: 'Brand',
  lead: 'What Leopost goes by when it writes for you. Change a sentence and the next post follows it. Past posts, and where everything came from, are in the chat: say memory.',
  name: 'Name',
  website: 'Website',
  voice: 'How it sounds',
  voiceHint: 'For example: like a neighbour, never salesy.',
  audience: 'Who reads it',
  colour: 'Its colour',
  colourHint: 'On cards with words, and in previews.',
  zone: 'Its clock',
  language: 'Language of the posts',
  en: 'English',
  it: 'Italian',
  rules: 'Rules',
  rule: 'Rule',
  newRule: 'Add a rule',
  noRules: 'Rules come from your edits and from what you ask for. Write one, or let them come.',
  facts: 'Facts',
  fact: 'Fact',
  newFact: 'Add a fact',
  noFacts: 'Facts are what a post may mention: opening hours, a price, an offer and the day it ends.',
  until: 'True until',
  forget: 'Empty a line to have it forgotten.',
  save: 'Save',
}

type Words = typeof en

const it: Words = {
  title: 'Marchio',
  lead: 'A che cosa Leopost si attiene quando scrive per te. Cambia una frase e il prossimo post la segue. I post passati, e da dove viene ogni cosa, sono in chat: di’ memoria.',
  name: 'Nome',
  website: 'Sito',
  voice: 'Che voce ha',
  voiceHint: 'Per esempio: come un vicino, mai da venditore.',
  audience: 'Chi lo legge',
  colour: 'Il suo colore',
  colourHint: 'Sulle card con parole e nelle anteprime.',
  zone: 'Il suo orologio',
  language: 'Lingua dei post',
  en: 'Inglese',
  it: 'Italiano',
  rules: 'Regole',
  rule: 'Regola',
  newRule: 'Aggiungi una regola',
  noRules: 'Le regole vengono dalle tue correzioni e da quello che chiedi. Scrivine una, o lasciale arrivare.',
  facts: 'Fatti',
  fact: 'Fatto',
  newFact: 'Aggiungi un fatto',
  noFacts: 'I fatti sono ciò che un post può citare: orari, un prezzo, un’offerta e il giorno in cui finisce.',
  until: 'Vero fino al',
  forget: 'Svuota una riga per farla dimenticare.',
  save: 'Salva',
}

const texts: Record<Language, Words> = { en, it }
