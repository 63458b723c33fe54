// WhatsApp by Twilio keeps the contract of a chat, by numbers and by quick replies, against a strict counterpart.
import { chatContract } from '../../contract/chat.ts'
import { luce, openWhatsAppDesk } from '../whatsapp/desk.ts'
import { twilioWay } from './way.ts'

const has = { folds: true, buttons: false }

chatContract('WhatsApp (Twilio, by number)', async () => (await openWhatsAppDesk(twilioWay)).person, has)

chatContract(
  'WhatsApp (Twilio, by quick reply where there is one)',
  async () => {
    const at = await openWhatsAppDesk(twilioWay)
    return {
      ...at.person,
      async presses(label) {
        const message = at.way.api.shown.findLast((one) => one.buttons.some(({ title }) => title === label))
        const button = message?.buttons.find(({ title }) => title === label)
        if (message === undefined || button === undefined) return at.person.presses(label)
        at.desk.clock.pass(1_000)
        const pressed = { ButtonText: button.title, ButtonPayload: button.id, Body: button.title }
        await at.way.brings(luce, { ...pressed, OriginalRepliedMessageSid: message.id })
        await at.work()
      },
    }
  },
  has,
)
