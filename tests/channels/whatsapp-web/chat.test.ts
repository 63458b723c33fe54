// WhatsApp by a telephone of one's own keeps the contract of a chat, over the protocol of its child.
import { chatContract } from '../../contract/chat.ts'
import { openWhatsAppDesk } from '../whatsapp/desk.ts'
import { webWay } from './way.ts'

chatContract('WhatsApp (in a browser)', async () => (await openWhatsAppDesk(webWay)).person, {
  folds: true,
  buttons: false,
})
