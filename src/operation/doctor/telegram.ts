// Whether Telegram knows the bot, and what it says of the webhook.
import { type BotState, checkBot } from '../../channels/chat/telegram/check.ts'
import { createRequest } from '../../channels/request.ts'
import type { Config } from '../../config.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

const about = 'Telegram'

/** Asks Telegram about the bot, where there is one. */
export async function checkTelegram({ telegram, publicUrl, allowPrivateHosts }: Config): Promise<Finding[]> {
  if (telegram === undefined) return []
  const request = createRequest({ now: () => new Date(), allowPrivateHosts, userAgent: 'Leopost doctor' })
  try {
    return findingsOf(await checkBot({ token: telegram.token, apiRoot: telegram.apiRoot, request }), publicUrl)
  } finally {
    await request.close()
  }
}

/** What the state of the bot means beside the public address. */
export function findingsOf(bot: BotState, publicUrl: string | undefined): Finding[] {
  switch (bot.kind) {
    case 'badToken':
      return [
        fail(
          about,
          'it does not accept TELEGRAM_BOT_TOKEN',
          'send /token to @BotFather, set TELEGRAM_BOT_TOKEN, start again',
        ),
      ]
    case 'unreachable':
      return [warn(about, 'it does not answer from here', 'look at the network of this machine and TELEGRAM_API_ROOT')]
    case 'ok': {
      const isCalled = publicUrl?.startsWith('https://') === true
      const how = bot.webhookUrl === '' ? 'is asked for messages' : `calls ${bot.webhookUrl}`
      const found = [ok(about, `@${bot.username} ${how}, ${bot.waiting} waiting`)]
      if (bot.webhookUrl !== '' && !isCalled)
        found.push(
          warn(
            about,
            `it calls ${bot.webhookUrl}, while PUBLIC_URL is not https`,
            'start Leopost, which asks for messages itself; if another installation uses this bot, make one for each',
          ),
        )
      if (bot.webhookUrl !== '' && bot.lastTrouble !== undefined)
        found.push(
          warn(
            about,
            `the last call of the webhook failed: ${bot.lastTrouble}`,
            'see that PUBLIC_URL is reached from outside',
          ),
        )
      return found
    }
  }
}
