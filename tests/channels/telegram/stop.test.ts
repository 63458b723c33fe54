// Stopping what is being written, by the button that stands beside it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Gateway } from '../../../src/core/ai/gateway.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

/** A model that says a few words and then nothing more until it is stopped. */
const endless: Pick<Gateway, 'write'> = {
  write: ({ onDelta, signal }) =>
    new Promise((_, fail) => {
      onDelta?.({ text: 'Come on Monday', platform: 'practice' })
      signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    }),
}

let at: TelegramDesk
beforeEach(async () => {
  // Of a gateway the desk uses nothing else here.
  at = await openTelegramDesk({ desk: { gateway: endless as Gateway } })
})
afterEach(() => at.person.close())

const shown = () => at.shown(luce.id).map((one) => one.text)
const until = (isTrue: () => boolean) => expect.poll(isTrue, { timeout: 5_000 }).toBe(true)

describe('a growing answer', () => {
  it('carries a button, and a press ends it: said once, and nothing of it stays', async () => {
    await at.person.says('Write about our new espresso bar opening on Monday')
    at.desk.clock.pass(3_000)
    void at.desk.app.answerWaiting()
    await until(() => at.api.world.drafts.length > 0 && shown().length > 0)
    expect(at.api.world.drafts.at(-1)?.text).toContain('Come on Monday')
    expect(at.shown(luce.id).at(-1)?.buttons.flat()).toEqual([{ text: 'Stop', callback_data: 'stop' }])
    await at.sends(at.press('Stop'))
    await until(() => shown().includes('Stopped.'))
    await at.work()
    expect(shown()).toEqual(['Stopped.'])
    expect(await at.person.posts()).toEqual([])
  })

  it('is not there any more: the press says that nothing was running', async () => {
    await at.person.says('/stop')
    await at.person.waits(3_000)
    expect(shown().at(-1)).toContain('Nothing was running')
  })
})
