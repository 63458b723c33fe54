// WhatsApp by Meta's Cloud API as a chat: calls of a webhook come in, replies go out as messages with choices to press.
import type { Arrival, Chat, ShownPicture, Undelivered } from '../../../core/chat.ts'
import type { Logger } from '../../../core/context.ts'
import type { Request as Outward } from '../../request.ts'
import { createTold } from '../operator.ts'
import { createStepwise, encode, foldMs, linkTo, photoLimits, takeInOrder, windowMs } from '../whatsapp.ts'
import { createApi } from './api.ts'
import { decode, type Said } from './decode.ts'
import { encodeMessage, encodePicture, encodeTemplate, mostUnits } from './encode.ts'
import { answer } from './webhook.ts'

/** What the chat is made from. `template` is what an approved template is called that asks somebody to write. */
export type WhatsAppCloudConfig = {
  token: string
  phoneId: string
  appSecret: string
  verifyToken: string
  apiRoot: string
  template?: { name: string; language: string } | undefined
  request: Outward
  now: () => Date
  log: Logger
}

/** Makes the chat of one number. Nothing is sent before somebody wrote. */
export function createWhatsAppCloud(config: WhatsAppCloudConfig): Chat {
  const { appSecret, verifyToken, phoneId, template, log } = config
  const api = createApi(config)
  const stepwise = createStepwise()
  const told = createTold(log, wrongAccess)
  let receive: ((arrival: Arrival) => Promise<void>) | undefined
  let undelivered: ((one: Undelivered) => Promise<void>) | undefined

  async function take(payload: unknown): Promise<boolean> {
    const heard = decode(payload, phoneId)
    if (heard === undefined) return false
    await takeInOrder(heard.said, ({ inbound }) => inbound.address, takeOne)
    for (const one of heard.undelivered) await undelivered?.(one)
    return true
  }

  async function takeOne({ sender, inbound, file }: Said): Promise<void> {
    const files = file === undefined ? {} : { files: [{ called: file.called, read: () => told(api.read(file.id)) }] }
    await receive?.({ sender, inbound: { ...inbound, ...files } })
  }

  async function show(to: string, picture: ShownPicture): Promise<string> {
    const bytes = await picture.read()
    if (bytes === undefined) return ''
    return api.send(encodePicture(to, await api.upload(bytes, picture.type)))
  }

  return {
    id: 'whatsapp',
    can: { buttons: true, length: mostUnits, foldMs, windowMs, pictures: photoLimits },
    async start(onArrival, _, onUndelivered) {
      receive = onArrival
      undelivered = onUndelivered
    },
    send(address, reply, pictures = []) {
      const shows = pictures.map((picture) => () => told(show(address, picture)))
      const says = encode(reply, mostUnits).map((sheet) => () => told(api.send(encodeMessage({ to: address, sheet }))))
      return stepwise(reply.id, [...shows, ...says])
    },
    ...(template !== undefined && {
      async knock(address: string) {
        await told(api.send(encodeTemplate(address, template)))
      },
    }),
    webhook: (request) => answer(request, { appSecret, verifyToken, take }),
    async invite(code) {
      const { display_phone_number: number } = await told(api.number())
      return linkTo(number, `/start ${code}`)
    },
    async stop() {},
  }
}

const wrongAccess =
  'WhatsApp refuses the calls of this installation. See that WHATSAPP_CLOUD_TOKEN belongs to a system user with whatsapp_business_messaging, and that WHATSAPP_CLOUD_PHONE_ID is the id of the number.'
