// The desk a page belongs to: whose it is, in which language it is read, and what strangers see instead.
import type { Context } from 'hono'
import { withSystem } from '../db/client.ts'
import { deskOf } from '../db/tenants.ts'
import { type Language, languages } from '../db/words.ts'
import type { Env, House } from './house.ts'
import { type Asker, identify } from './identify.ts'
import type { Desk, Html } from './pages/layout.ts'
import { signInHelpPage, type Why } from './pages/sign-in.ts'
import { relyingParty } from './relying-party.ts'

/** A signed-in member's desk with the zone of its brand. */
export type OpenDesk = { asker: Asker; desk: Desk; zone: string }

/** Runs a page for a signed-in member; anybody else is told how to sign in. */
export async function atDesk(
  house: House,
  c: Context<Env>,
  page: (open: OpenDesk) => Promise<Response> | Response,
): Promise<Response> {
  const asker = await identify(house, c)
  if (asker === undefined || asker.by !== 'browser') return c.html(helpPage(house, c, 'none'), 401)
  const { zone, ...desk } = await withSystem(house.app.ctx.db, (tx) => deskOf(tx, asker))
  return page({ asker, desk, zone })
}

/** Why somebody is not signed in, and every way in there is. */
export function helpPage(house: House, c: Context, why: Why): Html {
  const { mailer, chats } = house.app
  const passkey = relyingParty(house.publicUrl()) !== undefined
  const ways = { mail: mailer !== undefined, chat: chats.size > 0, passkey }
  return signInHelpPage({ language: languageOf(c), why, ways })
}

/** The language a stranger's browser asks for, of those there are. */
export function languageOf(c: Context): Language {
  const asked = (c.req.header('accept-language') ?? '').toLowerCase().split(/[,;]/)
  const known = asked.map((tag) => languages.find((language) => tag.trim().split('-')[0] === language))
  return known.find((language) => language !== undefined) ?? 'en'
}
