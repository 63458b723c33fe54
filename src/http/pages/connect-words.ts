// What the pages for connecting a network say, in both languages; fields by network and name.
import type { Language, PlatformId } from '../../db/words.ts'

/** A field's name and one line of help. */
type FieldWords = { label: string; hint?: string }

export type ConnectWords = {
  connect: (network: string) => string
  goOn: string
  orDirect: Partial<Record<PlatformId, string>>
  optional: string
  back: string
  allow: (host: string) => string
  allowLead: (host: string) => string
  open: (host: string) => string
  elsewhere: string
  elsewhereLead: string
  showCode: (host: string) => string
  code: string
  useCode: string
  which: string
  here: string
  kinds: { profile: string; page: string }
  leads: Partial<Record<PlatformId, string>>
  fields: Record<string, FieldWords>
}

const en: ConnectWords = {
  connect: (network) => `Connect ${network}`,
  goOn: 'Go on',
  orDirect: { bluesky: 'Or with an app password', mastodon: 'Or with an access token' },
  optional: 'optional',
  back: 'Back',
  allow: (host) => `Allow Leopost on ${host}`,
  allowLead: (host) => `${host} asks you whether Leopost may post for you, and leads you back here.`,
  open: (host) => `Open ${host}`,
  elsewhere: 'It does not lead back?',
  elsewhereLead: 'This happens when you are signed in there on another device.',
  showCode: (host) => `Let ${host} show a code`,
  code: 'The code, or the address you were led to',
  useCode: 'Use this code',
  which: 'Which of these?',
  here: 'connected already',
  kinds: { profile: 'your profile', page: 'page' },
  leads: {
    bluesky: 'Your server asks you whether Leopost may post for you; no password is needed here.',
    mastodon: 'Name your server. It asks you whether Leopost may post for you; no password is needed here.',
    x: 'X asks you whether Leopost may post for you. No password is needed here.',
    linkedin: 'LinkedIn asks you whether Leopost may post for you and for the pages you run.',
    facebook: 'Facebook asks you which Pages Leopost may post on. You need to be allowed to create content there.',
    instagram: 'Instagram needs a professional account that belongs to a Facebook Page. Facebook asks you which.',
    threads: 'Threads asks you whether Leopost may post for you.',
    telegram: 'First make the bot an administrator of your channel, with the right to post.',
  },
  fields: {
    'bluesky.account': {
      label: 'Your name or your server',
      hint: 'Like you.bsky.social or https://pds.example.com. Leave it empty for bsky.social.',
    },
    'bluesky.identifier': { label: 'Your name on Bluesky', hint: 'Like you.bsky.social, or your own domain.' },
    'bluesky.password': {
      label: 'App password',
      hint: 'Not your main one: Settings, Privacy and security, App passwords. Used once and not kept.',
    },
    'bluesky.service': { label: 'Server', hint: 'Only if your account is not at bsky.social and is not found.' },
    'mastodon.server': { label: 'Server', hint: 'Like mastodon.social. Pleroma, GoToSocial and others work too.' },
    'mastodon.accessToken': { label: 'Access token', hint: 'From Preferences, Development, New application.' },
    'telegram.chat': { label: 'Channel', hint: '@name, or its number if it is private.' },
  },
}

const it: ConnectWords = {
  connect: (network) => `Collega ${network}`,
  goOn: 'Avanti',
  orDirect: { bluesky: 'Oppure con una password per app', mastodon: 'Oppure con un token di accesso' },
  optional: 'facoltativo',
  back: 'Indietro',
  allow: (host) => `Autorizza Leopost su ${host}`,
  allowLead: (host) => `${host} ti chiede se Leopost può pubblicare per te e ti riporta qui.`,
  open: (host) => `Apri ${host}`,
  elsewhere: 'Non ti riporta qui?',
  elsewhereLead: 'Succede quando sei collegato là su un altro dispositivo.',
  showCode: (host) => `Fatti mostrare un codice da ${host}`,
  code: 'Il codice, o l’indirizzo a cui sei arrivato',
  useCode: 'Usa questo codice',
  which: 'Quali di questi?',
  here: 'già collegato',
  kinds: { profile: 'il tuo profilo', page: 'pagina' },
  leads: {
    bluesky: 'Sarà il tuo server a chiederti se Leopost può pubblicare; qui non serve nessuna password.',
    mastodon: 'Scrivi il tuo server. Sarà lui a chiederti se Leopost può pubblicare; qui non serve nessuna password.',
    x: 'X ti chiede se Leopost può pubblicare per te. Qui non serve nessuna password.',
    linkedin: 'LinkedIn ti chiede se Leopost può pubblicare per te e per le pagine che gestisci.',
    facebook: 'Facebook ti chiede su quali Pagine Leopost può pubblicare. Lì devi poter creare contenuti.',
    instagram: 'Instagram vuole un account professionale legato a una Pagina Facebook. Facebook ti chiede quale.',
    threads: 'Threads ti chiede se Leopost può pubblicare per te.',
    telegram: 'Prima rendi il bot amministratore del tuo canale, con il permesso di pubblicare.',
  },
  fields: {
    'bluesky.account': {
      label: 'Il tuo nome o il tuo server',
      hint: 'Come tu.bsky.social o https://pds.example.com. Vuoto per bsky.social.',
    },
    'bluesky.identifier': { label: 'Il tuo nome su Bluesky', hint: 'Come tu.bsky.social, o il tuo dominio.' },
    'bluesky.password': {
      label: 'Password per app',
      hint: 'Non quella principale: Impostazioni, Privacy e sicurezza, Password per app. Si usa una volta e non viene conservata.',
    },
    'bluesky.service': { label: 'Server', hint: 'Solo se il tuo account non è su bsky.social e non viene trovato.' },
    'mastodon.server': { label: 'Server', hint: 'Come mastodon.social. Vanno bene anche Pleroma, GoToSocial e altri.' },
    'mastodon.accessToken': { label: 'Token di accesso', hint: 'Da Preferenze, Sviluppo, Nuova applicazione.' },
    'telegram.chat': { label: 'Canale', hint: '@nome, o il suo numero se è privato.' },
  },
}

export const connectWords: Record<Language, ConnectWords> = { en, it }
