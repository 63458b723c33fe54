// A Telegram channel as a network: the bot of the installation posts where it is an administrator. Nothing can be read back.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { Platform, Step, StepAnswer } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { type Caller, createCaller, type Reach } from './api.ts'
import { connectChannel } from './connect.ts'
import { edit } from './edit.ts'
import { type Call, isPhoto, planOf, planSchema, progressSchema, telegramLimits, telegramLooks } from './rules.ts'

const sentSchema = z.object({
  message_id: z.number(),
  chat: z.object({ id: z.number(), username: z.string().optional() }),
})
const resultSchema = z.union([z.array(sentSchema).min(1), sentSchema.transform((one) => [one])])
const memberSchema = z.object({ status: z.string(), can_post_messages: z.boolean().optional() })

/** Makes the network. Each message of a post is one call of the ratchet; an album is one message. */
export function createTelegramChannel(reach: Reach): Platform {
  const call = createCaller(reach)
  const botId = Number(reach.token.split(':')[0])
  return {
    id: 'telegram',
    options: ['silent', 'linkPreview'],
    limits: () => telegramLimits,
    looks: telegramLooks,
    check: checkContent,
    connect: connectChannel(call, botId),
    async prepare(step) {
      const { account, content, signal } = step
      for (const picture of content.pictures) {
        if (!isPhoto(picture)) throw new PlatformError('rejected', 'pictureThin')
        await step.read(picture.mediaId)
      }
      const fields = { chat_id: account.remoteId, user_id: botId }
      const member = memberSchema.parse(await call({ method: 'getChatMember', fields, signal }))
      if (member.status !== 'administrator' || member.can_post_messages !== true)
        throw new PlatformError('auth', 'notAdmin')
      return planOf(account.remoteId, content)
    },
    async publish(step): Promise<StepAnswer> {
      const plan = planSchema.parse(step.frozen)
      const before = step.progress === null ? { ids: [], calls: 0, url: null } : progressSchema.parse(step.progress)
      const next = plan.calls[before.calls]
      const sent = next === undefined ? undefined : resultSchema.safeParse(await show(call, plan.chat, next, step))
      if (sent === undefined || !sent.success) throw new PlatformError('unknown', 'unreadable')
      const [first] = sent.data
      const ids = [...before.ids, ...sent.data.map((one) => one.message_id)]
      const url = before.url ?? (first === undefined ? null : urlOf(first))
      const calls = before.calls + 1
      if (calls < plan.calls.length) return { kind: 'wait', progress: { ids, calls, url }, until: reach.now() }
      return { kind: 'done', remoteId: ids.join(','), url }
    },
    edit: (step) => edit(call, step),
    async remove(account, remoteId, signal) {
      for (const id of remoteId.split(',')) {
        const fields = { chat_id: account.remoteId, message_id: Number(id) }
        await call({ method: 'deleteMessage', fields, signal }).catch((error: unknown) => {
          if (!isGone(error)) throw error
        })
      }
    },
  }
}

/** Sends one message of a post. Its pictures are uploaded by the same call that shows them. */
async function show(
  call: Caller,
  chat: string,
  { method, text, pictures, ...how }: Call,
  step: Step,
): Promise<unknown> {
  const shared = { chat_id: chat, ...(how.silent && { disable_notification: true }) }
  const { signal, sent } = step
  if (method === 'sendMessage') {
    const preview = how.preview ? {} : { link_preview_options: { is_disabled: true } }
    return call({ method, fields: { ...shared, text, ...preview }, signal, sent })
  }
  const caption = text === '' ? {} : { caption: text }
  const names = pictures.map((_, i) => (method === 'sendPhoto' ? 'photo' : `picture${i}`))
  const files = await Promise.all(
    pictures.map(async ({ mediaId, type }, i) => ({ name: names[i] ?? '', type, bytes: await step.read(mediaId) })),
  )
  if (method === 'sendPhoto') return call({ method, fields: { ...shared, ...caption }, files, signal, sent })
  const media = names.map((name, i) => ({ type: 'photo', media: `attach://${name}`, ...(i === 0 && caption) }))
  return call({ method, fields: { ...shared, media }, files, signal, sent })
}

/** Where a message can be read; a private channel opens for its members only. */
function urlOf({ message_id, chat }: z.infer<typeof sentSchema>): string | null {
  if (chat.username !== undefined) return `https://t.me/${chat.username}/${message_id}`
  const id = /^-100(\d+)$/.exec(String(chat.id))?.[1]
  return id === undefined ? null : `https://t.me/c/${id}/${message_id}`
}

/** What somebody deleted before us is deleted. The Bot API tells it by words alone. */
function isGone(error: unknown): boolean {
  return error instanceof PlatformError && /message to delete not found/i.test(error.say)
}
