// Intents as short lines, so that tables of cases stay readable.
import { type Given, understand } from '../../../src/bot/understand/rules.ts'
import type { Intent, WhenWish } from '../../../src/core/intent.ts'
import type { Wall } from '../../../src/core/time/wall.ts'

/** Monday 23 November 2026, 10:00 in Rome, a draft of two networks in focus, no model. */
export const given: Given = {
  now: new Date('2026-11-23T09:00:00Z'),
  zone: 'Europe/Rome',
  language: 'en',
  connected: ['bluesky', 'mastodon', 'linkedin'],
  open: { post: { status: 'draft', platforms: ['bluesky', 'mastodon'], textLength: 80 }, choices: 5 },
  hasModel: false,
}

/** The same with nothing in focus. */
export const fresh: Partial<Given> = { open: { choices: 0 } }

const short = (wall: Wall) => `${wall.date.replace('2026-', '')} ${wall.time}`

function whenLine(when: WhenWish): string {
  if (when.kind === 'at') return short(when.wall)
  return when.kind === 'doubt' ? `${when.why}? ${when.offers.map(short).join(', ')}` : when.kind
}

function line(intent: Intent): string {
  switch (intent.kind) {
    case 'draft': {
      const taken = intent.taken.map(({ what, words }) => `${what}=${words}`).join('; ')
      const parts = [
        intent.requestOnly ? 'request' : 'draft',
        JSON.stringify(intent.text),
        ...(intent.platforms.length > 0 ? [`on ${intent.platforms.join('+')}`] : []),
        ...(intent.when ? [`when ${whenLine(intent.when)}`] : []),
        ...(intent.media.length > 0 ? [`media ${intent.media.join('+')}`] : []),
        ...(taken === '' ? [] : [`taken ${taken}`]),
      ]
      return parts.join(' ')
    }
    case 'revise': {
      const changes = intent.changes.map((change) => {
        if (change.how === 'say') return `say(${change.words})`
        return change.how === 'replace' ? `replace(${change.text})` : change.how
      })
      return `revise ${changes.join('+')}${intent.platforms.length > 0 ? ` on ${intent.platforms.join('+')}` : ''}`
    }
    case 'platforms':
      return `${intent.how} ${intent.platforms.join('+')}`
    case 'schedule':
    case 'propose':
      return `${intent.kind} ${whenLine(intent.when)}`
    case 'slots':
      return `slots ${intent.how} ${intent.slots.map(({ weekday, time }) => `${weekday} ${time}`).join(', ')}`.trim()
    case 'pick':
      return `pick ${intent.number}${intent.rest === '' ? '' : ` then ${intent.rest}`}`
    case 'options':
      return `options ${intent.options.map(({ name, value }) => `${name}=${value}`).join(', ')}${intent.platforms.length > 0 ? ` on ${intent.platforms.join('+')}` : ''}`
    case 'show':
      return `show ${intent.number}`
    case 'list':
      return `list ${intent.what}`
    case 'fit':
      return `fit ${intent.platform}`
    case 'gap':
      return `gap ${intent.seconds} ${intent.platforms.join('+')}`.trim()
    case 'brand':
      return `brand ${intent.zone ?? intent.language ?? intent.name}`
    case 'unclear':
      return 'unclear'
    case 'attach':
      return `attach ${intent.media.join('+')}`
    default:
      return intent.kind
  }
}

/** What a message asks for, in one line. */
export function heard(text: string, more: Partial<Given> = {}): string {
  return understand(text, { ...given, ...more })
    .map(line)
    .join(' | ')
}
