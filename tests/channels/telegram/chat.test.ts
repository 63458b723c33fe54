// Telegram keeps the contract of a chat, by long polling against a strict Bot API.
import { describe, expect, it } from 'vitest'
import { chatContract } from '../../contract/chat.ts'
import { vendorFaults, vendorSkipped } from '../../support/botapi/vendor.ts'
import { openTelegramDesk } from './desk.ts'

chatContract('Telegram', async () => (await openTelegramDesk()).person, { folds: true, buttons: true })

describe('every request of these tests', () => {
  it(`is held against the published description${vendorSkipped === undefined ? '' : ` (${vendorSkipped})`}`, ({
    skip,
  }) => {
    if (vendorSkipped !== undefined) return skip(vendorSkipped)
    expect(vendorFaults('sendMessage', { chat_id: 1, text: 'hello' })).toEqual([])
    expect(vendorFaults('sendMessage', { chat_id: 1 })).toEqual(['sendMessage.text is required'])
    expect(vendorFaults('sendMessage', { chat_id: 1, text: 'x', colour: 'red' })).toEqual([
      'sendMessage.colour is no field',
    ])
    expect(vendorFaults('sendMessage', { chat_id: true, text: 'x' })).toHaveLength(1)
    expect(vendorFaults('sendPigeon', {})).toEqual(['sendPigeon is no method'])
  })
})
