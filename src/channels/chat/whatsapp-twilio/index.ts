// WhatsApp by Twilio as a chat: calls of a webhook come in, replies go out in words, with quick replies where Twilio takes them.
import type { Arrival, Chat, ShownPicture, Undelivered } from '../../../core/chat.ts'
import type { Logger } from '../../../core/context.ts'
import { ChatError } from '../../../core/errors.ts'
import type { Request as Outward } from '../../request.ts'
import { createTold } from '../operator.ts'
import { createStepwise, encode, foldMs, linkTo, photoLimits, type Sheet, windowMs } from '../whatsapp.ts'
import { createApi, RefusedError } from './api.ts'
import { createContents } from './contents.ts'
import { decode } from './decode.ts'
import {
  type Envelope,
  encodeContent,
  encodePicture,
  encodeTemplate,
  encodeText,
  mostUnits,
  quickReplies,
} from './encode.ts'
import { answer } from './webhook.ts'

/** What the chat is made from. `from` is the number that people write to, `templateSid` an approved template that asks them to. */
export type TwilioConfig = {
  accountSid: string
  authToken: string
  from: string
  apiRoot: string
  templateSid?: string | undefined
  /** The address by which Twilio reaches this installation. */
  publicUrl: string
  request: Outward
  now: () => Date
  log: Logger
}

/** Makes the chat of one number. Nothing is sent before somebody wrote. */
export function createTwilio(config: TwilioConfig): Chat {
  const { authToken, from, templateSid, now, log } = config
  const api = createApi(config)
  const contents = createContents({ api, log, now })
  const stepwise = createStepwise()
  const told = createTold(log, wrongAccess)
  const url = `${config.publicUrl}/webhooks/twilio`
  let receive: ((arrival: Arrival) => Promise<void>) | undefined
  let undelivered: ((one: Undelivered) => Promise<void>) | undefined

  async function take(form: Record<string, string>): Promise<void> {
    const heard = decode(form, now())
    if (heard.kind === 'undelivered') return undelivered?.(heard.one)
    if (heard.kind === 'nothing') return
    const files = heard.files.map(({ address, called }) => ({ called, read: () => told(api.read(address)) }))
    await receive?.({ sender: heard.sender, inbound: { ...heard.inbound, ...(files.length > 0 && { files }) } })
  }

  /** With quick replies where they fit and Twilio takes them, else in words. */
  async function say(envelope: Envelope, sheet: Sheet): Promise<string> {
    const labels = quickReplies(sheet)
    const content = labels === undefined ? undefined : await contents.find(labels)
    if (content === undefined) return api.send(encodeText(envelope, sheet))
    try {
      return await api.send(encodeContent(envelope, sheet, content))
    } catch (error) {
      if (!(error instanceof ChatError && error.cause instanceof RefusedError)) throw error
      contents.rest(error)
      return api.send(encodeText(envelope, sheet))
    }
  }

  async function show(envelope: Envelope, { url: address }: ShownPicture): Promise<string> {
    return address === undefined ? '' : api.send(encodePicture(envelope, address))
  }

  return {
    id: 'twilio',
    can: { buttons: false, length: mostUnits, foldMs, windowMs, pictures: photoLimits },
    async start(onArrival, _, onUndelivered) {
      receive = onArrival
      undelivered = onUndelivered
    },
    send(address, reply, pictures = []) {
      const envelope = { from, to: address, statusUrl: url }
      const shows = pictures.map((picture) => () => told(show(envelope, picture)))
      const says = encode(reply, mostUnits).map((sheet) => () => told(say(envelope, sheet)))
      return stepwise(reply.id, [...shows, ...says])
    },
    ...(templateSid !== undefined && {
      async knock(address: string) {
        await told(api.send(encodeTemplate({ from, to: address, statusUrl: url }, templateSid)))
      },
    }),
    webhook: (request) => answer(request, { url, authToken, take }),
    invite: async (code) => linkTo(from, `/start ${code}`),
    async stop() {},
  }
}

const wrongAccess =
  'Twilio refuses the calls of this installation. See that TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN belong together, and that TWILIO_WHATSAPP_FROM is a WhatsApp sender of that account.'
