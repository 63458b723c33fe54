// Connecting from Telegram: the link lets its person in once, and never stands where others read.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../../../src/core/secrets.ts'
import { withSystem } from '../../../src/db/client.ts'
import { useLink } from '../../../src/db/sessions.ts'
import { botName } from '../../support/botapi/world.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

let telegram: TelegramDesk
beforeEach(async () => {
  telegram = await openTelegramDesk()
})
afterEach(() => telegram.person.close())

const last = async () => (await telegram.person.sees()).at(-1)?.text ?? ''
const use = (code: string) =>
  withSystem(telegram.desk.db, (tx) => useLink(tx, hashToken(code), telegram.desk.clock.now()))

describe('connecting a network from Telegram', () => {
  it('answers with a link that lets this person in, once, and leads to the page', async () => {
    await telegram.person.says('connect practice')
    await telegram.person.waits(3_000)
    const code = /\/sign-in\/([\w-]+)/.exec(await last())?.[1] ?? ''
    const { personId, workspaceId } = telegram.desk.seat
    expect(await use(code)).toEqual({ personId, to: { workspaceId, target: '/connections/practice' } })
    expect(await use(code)).toBe('used')
  })

  it('is too old after a quarter of an hour', async () => {
    await telegram.person.says('connect practice')
    await telegram.person.waits(3_000)
    const code = /\/sign-in\/([\w-]+)/.exec(await last())?.[1] ?? ''
    telegram.desk.clock.pass(15 * 60_000)
    expect(await use(code)).toBe('expired')
  })

  it('says no way in where a group reads it', async () => {
    telegram.api.world.chats.set(-1005, {
      ...{ id: -1005, type: 'supergroup', title: 'Bar', bot: 'member', canPost: true, admins: [] },
    })
    const text = `@${botName} connect practice`
    await telegram.sends({ message: telegram.api.updates.message(luce, -1005, { text }) })
    for (let i = 0; i < 3; i++) await telegram.person.waits(1_000)
    const said = telegram.shown(-1005).map((one) => one.text)
    expect(said.join('\n')).toContain('/connections/practice')
    expect(said.join('\n')).not.toContain('/sign-in/')
  })
})
