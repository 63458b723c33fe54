// Telegram keeps the contract of a chat, by long polling against a strict Bot API.

import { describe, it } from 'vitest'
import { chatContract } from '../../contract/chat.ts'
import { vendorSkipped } from '../../support/botapi/vendor.ts'
import { openTelegramDesk } from './desk.ts'

chatContract('Telegram', async () => (await openTelegramDesk()).person, { folds: true })

describe('Telegram', () => {
  it.skipIf(vendorSkipped !== undefined)(
    `is checked against the published description of the Bot API${vendorSkipped === undefined ? '' : ` (skipped: ${vendorSkipped})`}`,
    () => undefined,
  )
})
