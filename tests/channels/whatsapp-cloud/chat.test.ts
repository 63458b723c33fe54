// WhatsApp by the Cloud API keeps the contract of a chat, by numbers and by buttons, against a strict counterpart.
import { describe, expect, it } from 'vitest'
import { chatContract } from '../../contract/chat.ts'
import { messageFaults, vendorSkipped } from '../../support/whatsapp-cloud/vendor.ts'
import { luce, openWhatsAppDesk } from '../whatsapp/desk.ts'
import { cloudWay } from './way.ts'

chatContract('WhatsApp (Cloud API, by number)', async () => (await openWhatsAppDesk(cloudWay)).person, {
  folds: true,
  buttons: false,
})

chatContract(
  'WhatsApp (Cloud API, by button)',
  async () => {
    const at = await openWhatsAppDesk(cloudWay)
    const { api } = at.way
    return {
      ...at.person,
      async presses(label) {
        const isMeant = ({ title }: { title: string }) => title.replace(/^\d+ /, '') === label
        const message = api.shown.findLast((one) => one.to === luce.number && one.choices.some(isMeant))
        const choice = message?.choices.find(isMeant)
        if (message === undefined || choice === undefined) throw new Error(`${label} is not offered`)
        const kind = message.choices.length <= 3 ? 'button_reply' : 'list_reply'
        at.desk.clock.pass(1_000)
        await at.way.brings(luce, {
          interactive: { type: kind, [kind]: choice },
          context: { from: '15550783881', id: message.id },
        })
        await at.work()
      },
    }
  },
  { folds: true, buttons: false },
)

describe('every request of these tests', () => {
  it(`is held against the published description${vendorSkipped === undefined ? '' : ` (${vendorSkipped})`}`, ({
    skip,
  }) => {
    if (vendorSkipped !== undefined) return skip(vendorSkipped)
    const around = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '1' }
    expect(messageFaults({ ...around, type: 'text', text: { body: 'x' } })).toEqual([])
    expect(messageFaults({ ...around, type: 'text' })).toEqual(['Message.text is required'])
    expect(messageFaults({ ...around, type: 'text', text: { body: 1 } })).toEqual(['Message.text.body is no string'])
    expect(messageFaults({ ...around, type: 'text', text: { body: 'x' }, colour: 'red' })).toEqual([
      'Message.colour is no field',
    ])
    expect(messageFaults({ ...around, type: 'pigeon' })).toEqual(['Message.type is of no known kind'])
  })
})
