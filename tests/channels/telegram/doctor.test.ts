// What the doctor says of the bot, asked of the strict Bot API.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { checkSwitches } from '../../../src/operation/doctor/switches.ts'
import { checkTelegram, findingsOf } from '../../../src/operation/doctor/telegram.ts'
import { type BotApi, botToken, startBotApi } from '../../support/botapi/server.ts'

describe('the doctor', () => {
  let api: BotApi
  beforeEach(async () => {
    api = await startBotApi()
  })
  afterEach(async () => {
    await api.stop()
    expect(api.faults).toEqual([])
  })
  const env = () => ({ TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: api.url })
  const check = (more: Record<string, string> = {}) => checkTelegram(readConfig({ ...env(), ...more }))

  it('names the bot, and asks nobody where there is none', async () => {
    expect(await check()).toEqual([
      { level: 'ok', about: 'Telegram', say: '@leopost_test_bot is asked for messages, 0 waiting' },
    ])
    expect(await checkTelegram(readConfig({}))).toEqual([])
  })

  it('says what to do about a token that is good no more', async () => {
    api.revoke()
    const [found] = await check()
    expect([found?.level, found?.fix]).toEqual([
      'fail',
      'send /token to @BotFather, set TELEGRAM_BOT_TOKEN, start again',
    ])
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it('says where Telegram does not answer', async () => {
    const [found] = await check({ TELEGRAM_API_ROOT: 'http://127.0.0.1:1' })
    expect([found?.level, found?.say]).toEqual(['warn', 'it does not answer from here'])
  })

  it('sees a webhook that nobody answers', async () => {
    const hook = { url: 'https://desk.example/webhooks/telegram', secret_token: 'x', allowed_updates: [] }
    api.world.call('setWebhook', hook)
    expect((await check()).map((one) => one.level)).toEqual(['ok', 'warn'])
    expect((await check({ PUBLIC_URL: 'https://desk.example' })).map((one) => one.level)).toEqual(['ok'])
  })

  it('tells the last trouble of the webhook, and none of earlier days without one', () => {
    const bot = { kind: 'ok', username: 'desk_bot', waiting: 3, lastTrouble: 'Connection refused' } as const
    const levels = (webhookUrl: string) =>
      findingsOf({ ...bot, webhookUrl }, 'https://desk.example').map((one) => one.level)
    expect(levels('https://desk.example/webhooks/telegram')).toEqual(['ok', 'warn'])
    expect(levels('')).toEqual(['ok'])
  })

  it('tells which variable switches Telegram on', () => {
    const said = (env: Record<string, string>) =>
      checkSwitches(readConfig(env))
        .map((one) => one.say)
        .join('\n')
    expect(said({})).toContain('Telegram off (set TELEGRAM_BOT_TOKEN)')
    expect(said(env())).toContain('Telegram channels on (TELEGRAM_BOT_TOKEN)')
  })
})
