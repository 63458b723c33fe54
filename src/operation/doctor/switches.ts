// Each chat, network and model: on or off, and by which variable.
import type { Config } from '../../config.ts'
import { type Finding, ok } from '../finding.ts'

type Switch = { what: 'chat' | 'network' | 'model'; name: string; by: string; isOn: (config: Config) => boolean }

/** A new chat, network or provider is one line here. */
const switches: Switch[] = [
  { what: 'chat', name: 'web', by: 'always', isOn: () => true },
  { what: 'chat', name: 'Telegram', by: 'TELEGRAM_BOT_TOKEN', isOn: ({ telegram }) => telegram !== undefined },
  {
    what: 'chat',
    name: 'WhatsApp Cloud',
    by: 'WHATSAPP_CLOUD_TOKEN',
    isOn: ({ whatsappCloud }) => whatsappCloud !== undefined,
  },
  { what: 'chat', name: 'WhatsApp by Twilio', by: 'TWILIO_ACCOUNT_SID', isOn: ({ twilio }) => twilio !== undefined },
  {
    what: 'chat',
    name: 'WhatsApp in a browser',
    by: 'WHATSAPP_WEB',
    isOn: ({ whatsappWeb }) => whatsappWeb !== undefined,
  },
  { what: 'network', name: 'Practice', by: 'always', isOn: () => true },
  {
    what: 'network',
    name: 'Telegram channels',
    by: 'TELEGRAM_BOT_TOKEN',
    isOn: ({ telegram }) => telegram !== undefined,
  },
  { what: 'network', name: 'X', by: 'X_CLIENT_ID', isOn: ({ apps }) => apps.x !== undefined },
  { what: 'network', name: 'LinkedIn', by: 'LINKEDIN_CLIENT_ID', isOn: ({ apps }) => apps.linkedin !== undefined },
  { what: 'network', name: 'Facebook and Instagram', by: 'META_APP_ID', isOn: ({ apps }) => apps.meta !== undefined },
  { what: 'network', name: 'Threads', by: 'THREADS_APP_ID', isOn: ({ apps }) => apps.threads !== undefined },
  { what: 'model', name: 'Anthropic', by: 'ANTHROPIC_API_KEY', isOn: ({ models }) => models.anthropic !== undefined },
  { what: 'model', name: 'OpenAI', by: 'OPENAI_API_KEY', isOn: ({ models }) => models.openai !== undefined },
  { what: 'model', name: 'Gemini', by: 'GEMINI_API_KEY', isOn: ({ models }) => models.gemini !== undefined },
  {
    what: 'model',
    name: 'compatible',
    by: 'COMPATIBLE_BASE_URL',
    isOn: ({ models }) => models.compatible !== undefined,
  },
]

/** One line for the chats, one for the networks, one for the models. */
export function checkSwitches(config: Config): Finding[] {
  return (['chat', 'network', 'model'] as const).map((what) => {
    const mine = switches.filter((one) => one.what === what)
    const said = mine.map((one) => {
      if (one.by === 'always') return `${one.name} on`
      return one.isOn(config) ? `${one.name} on (${one.by})` : `${one.name} off (set ${one.by})`
    })
    const none = what === 'model' && !mine.some((one) => one.isOn(config)) ? '; without one it uses your own words' : ''
    return ok(`${what}s`, said.join(', ') + none)
  })
}
