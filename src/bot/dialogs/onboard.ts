// The first meeting: four short questions, each skippable.

import { findZone } from '../../core/time/zones.ts'
import type { Language } from '../../db/words.ts'
import type { Dialog, Talk } from './dialog.ts'

/** What the first meeting found out; what was skipped is not there. */
export type Met = { name?: string; website?: string; voice?: string; audience?: string; zone?: string }

/** What the dialog is given from outside. */
export type Meeting = {
  language: Language
  /** True where the words are the label of that choice, or mean it in the person's language. */
  means(words: string, choice: 'yes' | 'anotherCity'): boolean
  /** The clock of the workspace as it would be said now, "Rome, 09:12". */
  clock(): string
  /** The name and description of a website, or null where it does not answer in two seconds. */
  readSite(address: string): Promise<{ name: string; description: string } | null>
}

const site = /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:\/\S*)?$/u

/** The dialog of the first meeting. Raise the version when a question is taken out. */
export function onboard(meeting: Meeting): Dialog<Met> {
  return {
    name: 'onboard',
    version: 1,
    async run(talk) {
      talk.say({ key: 'hello', data: {}, choices: [] })
      const met: Met = { ...(await askName(talk, meeting)) }
      const voice = await talk.ask('voice', line('voice', ['warm', 'plain', 'playful', 'expert', 'skip', 'back']))
      if (voice !== undefined) met.voice = voice
      const audience = await talk.ask('audience', line('audience', ['skip', 'back']))
      if (audience !== undefined) met.audience = audience
      const zone = await askZone(talk, meeting)
      if (zone !== undefined) met.zone = zone
      talk.say(line('done', ['connect']))
      return met
    },
  }
}

async function askName(talk: Talk, meeting: Meeting): Promise<Pick<Met, 'name' | 'website'>> {
  const said = await talk.ask('name', line('name', ['skip', 'skipAll']))
  if (said === undefined) return {}
  const words = said.trim()
  if (!site.test(words)) return { name: words.slice(0, 120) }
  const found = await talk.look('site', () => meeting.readSite(words))
  const bare = words.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  const website = words.startsWith('http') ? words : `https://${words}`
  if (found === null) return { name: bare, website }
  const shown = found.description === '' ? found.name : `${found.name}: ${found.description}`
  const right = await talk.ask('confirm', {
    key: 'confirmName',
    data: { found: shown },
    choices: ['yes', 'sayIt', 'back'],
  })
  if (right === undefined || meeting.means(right, 'yes')) return { name: found.name, website }
  const name = await talk.ask('sayName', line('sayName', ['skip', 'back']))
  return { name: name?.trim().slice(0, 120) ?? bare, website }
}

async function askZone(talk: Talk, meeting: Meeting): Promise<string | undefined> {
  const data = { clock: meeting.clock() }
  const said = await talk.ask('zone', { key: 'zone', data, choices: ['yes', 'anotherCity', 'skip', 'back'] })
  if (said === undefined || meeting.means(said, 'yes')) return undefined
  const at = findZone(said, meeting.language)
  if (at !== undefined) return at
  let missed = meeting.means(said, 'anotherCity') ? undefined : said
  for (let turn = 1; turn <= 3; turn++) {
    const question = missed === undefined ? line('sayZone', ['skip', 'back']) : unknown(missed)
    const city = await talk.ask(`city${turn}`, question)
    if (city === undefined) return undefined
    const zone = findZone(city, meeting.language)
    if (zone !== undefined) return zone
    missed = city
  }
  return undefined
}

function unknown(said: string) {
  return { key: 'unknownCity', data: { said }, choices: ['skip', 'back'] }
}

function line(key: string, choices: string[]) {
  return { key, data: {}, choices }
}
