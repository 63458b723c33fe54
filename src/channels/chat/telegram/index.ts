// Telegram as a chat: updates come in by long polling or a webhook, replies go out as messages that are edited in place.
import type { Arrival, Chat, Offer } from '../../../core/chat.ts'
import type { Logger } from '../../../core/context.ts'
import { ChatError } from '../../../core/errors.ts'
import type { Request as Outward } from '../../request.ts'
import { isPrivate } from './address.ts'
import { createCalls, faultOf, readFile, refusalOf } from './api.ts'
import { menus } from './commands.ts'
import { decode, type Heard, type Self } from './decode.ts'
import { mostUnits } from './encode.ts'
import { photoLimits } from './photos.ts'
import { pause, poll, tell, usualWaitMs, wrongToken } from './poll.ts'
import { createPreview } from './preview.ts'
import { createSender } from './send.ts'
import { updateKinds } from './update.ts'
import { answer, secretFrom } from './webhook.ts'

/** Several messages within this time are one wish. */
const foldMs = 2_000

/** What the chat is made from. With a `publicUrl` that is https Telegram calls us, else we ask it. */
export type TelegramConfig = {
  token: string
  apiRoot: string
  request: Outward
  now: () => Date
  log: Logger
  /** True while this process is the one that polls under this name. */
  hold: (name: string) => Promise<boolean>
  publicUrl?: string | undefined
  webhookSecret?: string | undefined
  /** The wait after so many failures in a row. */
  waitMs?: (failures: number) => number
}

/** Makes the chat of one bot. Nothing is sent before `start`, which never waits for Telegram. */
export function createTelegram(config: TelegramConfig): Chat {
  const { token, now, log } = config
  const stopping = new AbortController()
  const reach = { token, apiRoot: config.apiRoot, request: config.request, stopping: stopping.signal }
  const calls = createCalls(reach)
  const preview = createPreview(calls, now)
  const { send, edit, strip } = createSender({ calls, log, fault, before: preview.end })
  const self: Self = { id: Number(token.split(':')[0]), username: undefined }
  const secret = config.webhookSecret ?? secretFrom(token)
  const waitMs = config.waitMs ?? usualWaitMs
  const hookUrl = config.publicUrl?.startsWith('https://') ? `${config.publicUrl}/webhooks/telegram` : undefined
  let receive: ((arrival: Arrival) => Promise<void>) | undefined
  let offered: ((offer: Offer) => Promise<void>) | undefined
  let running: Promise<void> = Promise.resolve()

  function fault(error: unknown): ChatError {
    if (refusalOf(error)?.code === 401) log.error({}, wrongToken)
    return faultOf(error, now())
  }

  /** Learns our name and sets the menu. */
  async function introduce(): Promise<void> {
    self.username = (await calls.getMe()).username
    for (const { language, commands } of menus)
      await calls.setMyCommands({ commands, ...(language !== undefined && { language_code: language }) })
  }

  async function take(heard: Heard): Promise<void> {
    switch (heard.kind) {
      case 'nothing':
        return
      case 'offered':
        return offered?.(heard.offer)
      case 'pressed':
        // The button stops turning. A press that is too old for that counts all the same.
        void calls
          .answerCallbackQuery({ callback_query_id: heard.query })
          .catch((error: unknown) => log.debug({ err: error }, 'a press was not acknowledged'))
        return receive?.(heard)
      case 'said': {
        const { file, inbound, sender } = heard
        const files = file === undefined ? {} : { files: [{ ...file, read: () => readSent(file.id) }] }
        return receive?.({ sender, inbound: { ...inbound, ...files } })
      }
    }
  }

  /** The bytes of a file; undefined for one that Telegram will never hand out. */
  async function readSent(fileId: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(reach, calls, fileId)
    } catch (error) {
      if (refusalOf(error)?.code === 400) return undefined
      throw fault(error)
    }
  }

  /** Takes each person's updates in order, and nobody waits for somebody else. */
  async function takeAll(updates: readonly unknown[]): Promise<void> {
    const lanes = Map.groupBy(
      updates.map((update) => decode(update, self, now())),
      (heard) => ('inbound' in heard ? heard.inbound.address : ''),
    )
    await Promise.all(
      [...lanes.values()].map(async (lane) => {
        for (const heard of lane) await take(heard)
      }),
    )
  }

  /** Tells Telegram where to call, until it has understood. */
  async function hook(url: string): Promise<void> {
    for (let failures = 1; !stopping.signal.aborted; failures++) {
      try {
        await introduce()
        await calls.setWebhook({ url, secret_token: secret, allowed_updates: [...updateKinds] })
        return
      } catch (error) {
        tell(log, error, failures)
        await pause(waitMs(failures), stopping.signal)
      }
    }
  }

  function ask(): Promise<void> {
    const hold = () => config.hold(`telegram/${self.id}`)
    const prepare = async () => {
      await introduce()
      await calls.deleteWebhook({})
    }
    return poll({ calls, log, hold, prepare, take: takeAll, waitMs, stopping: stopping.signal })
  }

  return {
    id: 'telegram',
    can: { buttons: true, length: mostUnits, foldMs, pictures: photoLimits },
    async start(onArrival, onOffer) {
      receive = onArrival
      offered = onOffer
      running = hookUrl === undefined ? ask() : hook(hookUrl)
    },
    send,
    edit,
    strip,
    stream: preview.grow,
    webhook: (request) => answer(request, { secret, take: (update) => take(decode(update, self, now())) }),
    isAlone: isPrivate,
    async invite(code) {
      const { username } = await calls.getMe().catch((error: unknown) => {
        throw fault(error)
      })
      if (username === undefined) throw new ChatError('unavailable')
      return `https://t.me/${username}?start=${code}`
    },
    async stop() {
      stopping.abort(new Error('the chat stops'))
      await running
    },
  }
}
