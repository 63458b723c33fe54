// A reply that Telegram will not take: its plain words go instead, or it is set aside, and nothing waits behind it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withSystem } from '../../../src/db/client.ts'
import { readFigures } from '../../../src/db/figures.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

let at: TelegramDesk
beforeEach(async () => {
  at = await openTelegramDesk()
})
afterEach(() => at.person.close())

const words = 'The new oat cappuccino is here and it is very good.'
const refusal = { kind: 'refuse', code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' } as const
const seen = () => at.shown(luce.id).map((one) => one.text)
const setAside = async () =>
  (await withSystem(at.desk.db, (tx) => readFigures(tx, at.desk.clock.now()))).repliesSetAside

describe('a refused reply', () => {
  it('is said in plain words, once', async () => {
    at.api.trouble(refusal, { matches: /sendMessage$/, times: 1 })
    await at.person.says(words)
    await at.person.waits(4_000)
    expect(seen()).toHaveLength(1)
    expect(seen()[0]).toContain(words)
    expect(at.shown(luce.id)[0]?.buttons).toEqual([])
    expect(await setAside()).toBe(0)
  })

  it('is set aside where those are refused too, counted, and the next one comes through', async () => {
    at.api.trouble(refusal, { matches: /sendMessage$/, times: 2 })
    await at.person.says(words)
    await at.person.waits(3_000)
    await at.person.says('help')
    await at.person.waits(3_000)
    expect(seen()).toHaveLength(1)
    expect(seen()[0]).toContain('Send me words')
    expect(await setAside()).toBe(1)
  })
})
