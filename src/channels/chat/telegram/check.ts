// How the bot is, asked of Telegram: for whoever looks after the installation.
import { createCalls, type Reach, refusalOf } from './api.ts'

/** The bot and the webhook it has, a token that Telegram does not know, or no answer. */
export type BotState =
  | { kind: 'ok'; username: string; webhookUrl: string; waiting: number; lastTrouble: string | undefined }
  | { kind: 'badToken' }
  | { kind: 'unreachable' }

/** Asks Telegram about the bot. Changes nothing and never throws for what Telegram answers. */
export async function checkBot(reach: Omit<Reach, 'stopping'>): Promise<BotState> {
  const calls = createCalls({ ...reach, stopping: new AbortController().signal })
  try {
    const { username } = await calls.getMe()
    const { url = '', pending_update_count: waiting, last_error_message: lastTrouble } = await calls.getWebhookInfo()
    return { kind: 'ok', username, webhookUrl: url, waiting, lastTrouble }
  } catch (error) {
    const code = refusalOf(error)?.code
    return { kind: code === 401 || code === 404 ? 'badToken' : 'unreachable' }
  }
}
