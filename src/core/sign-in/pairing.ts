// Chats that can be opened with a code in hand: who opens one talks there as the same person from then on.
import type { Tx } from '../../db/client.ts'
import { keepLink } from '../../db/sessions.ts'
import type { Context } from '../context.ts'
import { hashToken, newToken } from '../secrets.ts'

/** For how long a code pairs a chat, once. */
export const pairingMs = 15 * 60_000

/** The address that opens a chat and says a code there. */
export type ChatLink = { chat: string; url: string; code: string }

/** Which chats are meant by what a person calls them. */
export const chatsCalled = { telegram: ['telegram'], whatsapp: ['whatsapp', 'twilio', 'whatsapp-web'] }
export type ChatName = keyof typeof chatsCalled

/** A code of its own for each chat, or for the ones of a name. One that does not answer now is left out. Slow; nothing is kept yet. */
export async function chatLinks(
  { openings, log }: Pick<Context, 'openings' | 'log'>,
  name?: ChatName,
): Promise<ChatLink[]> {
  const meant = openings?.().filter(({ chat }) => name === undefined || chatsCalled[name].includes(chat)) ?? []
  const links = meant.map(async ({ chat, invite }): Promise<ChatLink | undefined> => {
    const code = newToken()
    try {
      return { chat, code, url: await invite(code) }
    } catch (error) {
      log.warn({ chat, err: error }, 'this chat cannot be opened now')
      return undefined
    }
  })
  return (await Promise.all(links)).filter((link) => link !== undefined)
}

/** From here on the codes of these links pair the chat they are said in, each once. System role. */
export async function keepCodes(
  tx: Tx,
  links: readonly ChatLink[],
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const expiresAt = new Date(now.getTime() + pairingMs)
  for (const { code } of links) await keepLink(tx, { personId, hash: hashToken(code), expiresAt })
}
