// Changing what is out in a channel: words, captions, and pictures one for one. The number of messages stays as it is.
// https://core.telegram.org/bots/api#updating-messages
import { PlatformError } from '../../../core/errors.ts'
import type { Content, EditStep } from '../../../core/platform.ts'
import type { Caller } from './api.ts'
import { planOf } from './rules.ts'

/** Brings every message of a post to its new words and pictures. What is the same already is no change, and no fault. */
export async function edit(call: Caller, step: EditStep): Promise<void> {
  const { account, before, content, remoteId, signal, sent } = step
  const ids = remoteId.split(',').map(Number)
  const [was, next] = [planOf(account.remoteId, before), planOf(account.remoteId, content)]
  const film = ({ films }: Content) => films?.[0]?.sha256
  if (shapeOf(was) !== shapeOf(next) || film(before) !== film(content))
    throw new PlatformError('rejected', 'messagesFixed')
  let at = 0
  for (const [i, { method, text, pictures, preview }] of next.calls.entries()) {
    const old = was.calls[i]
    const place = { chat_id: account.remoteId, message_id: ids[at] }
    const isText = method === 'sendMessage'
    const swapped = pictures.map((_, k) => k).filter((k) => pictureAt(before, k) !== pictureAt(content, k))
    for (const k of swapped) {
      const { mediaId, type } = pictures[k] ?? { mediaId: '', type: '' }
      const caption = k === 0 && text !== '' ? { caption: text } : {}
      const fields = {
        chat_id: account.remoteId,
        message_id: ids[at + k],
        media: { type: 'photo', media: 'attach://photo', ...caption },
      }
      const files = [{ name: 'photo', type, bytes: await step.read(mediaId) }]
      await changed(call({ method: 'editMessageMedia', fields, files, signal, sent }))
    }
    const isSame = text === old?.text && (!isText || preview === old.preview)
    if (isText && !isSame) {
      const fields = { ...place, text, link_preview_options: { is_disabled: !preview } }
      await changed(call({ method: 'editMessageText', fields, signal, sent }))
    }
    if (!isText && !isSame && !swapped.includes(0))
      await changed(call({ method: 'editMessageCaption', fields: { ...place, caption: text }, signal, sent }))
    at += Math.max(1, pictures.length)
  }
}

function shapeOf({ calls }: ReturnType<typeof planOf>): string {
  return calls.map(({ method, pictures }) => `${method} ${pictures.length}`).join()
}

function pictureAt({ pictures }: Content, at: number): string | undefined {
  return pictures[at]?.sha256
}

/** The same words again are no fault. The Bot API tells it by words alone. */
async function changed(done: Promise<unknown>): Promise<void> {
  await done.catch((error: unknown) => {
    const words = error instanceof PlatformError && error.cause instanceof Error ? error.cause.message : ''
    if (/message is not modified/i.test(words)) return
    if (/message to edit not found|message can't be edited/i.test(words))
      throw new PlatformError('rejected', 'goneOrOld', { cause: error })
    throw error
  })
}
