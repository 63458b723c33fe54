// What goes wrong at the Bot API, as a kind of fault. Its answers say what they mean by number; where two meanings share one, by words.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import { RequestError } from '../../request.ts'

/** An answer of the Bot API. https://core.telegram.org/bots/api#making-requests */
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string().default(''),
    parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() }).optional(),
  }),
])

export type Refusal = Extract<z.infer<typeof answerSchema>, { ok: false }>

const usualPauseSeconds = 30
/** Rights and chats that are gone are 400 like a bad text: only the words tell them apart. */
const noAccess =
  /chat not found|not enough rights|administrator rights|member list is inaccessible|chat_write_forbidden/i

/** The fault of a refusal. `isVisible` is true for a call that shows something to the public. */
export function faultOf(refusal: Refusal, { isVisible, now }: { isVisible: boolean; now: Date }): PlatformError {
  const { error_code: code, description, parameters } = refusal
  const words = description.replace(/^[\w ]+: /, '')
  const cause = new Error(`Telegram answered ${code}: ${description}`)
  if (code === 401 || code === 404) return new PlatformError('auth', 'botRefused', { cause })
  if (code === 429) {
    const seconds = parameters?.retry_after ?? usualPauseSeconds
    const retryAt = new Date(now.getTime() + seconds * 1000)
    return new PlatformError('limited', 'asksToWait', { cause, retryAt })
  }
  if (code === 409) return new PlatformError('operator', 'botShared', { cause })
  if (code >= 500) return new PlatformError(isVisible ? 'unknown' : 'unavailable', 'trouble', { cause })
  if (code === 403 || parameters?.migrate_to_chat_id !== undefined || noAccess.test(description)) {
    return new PlatformError('auth', 'notAdmin', { cause })
  }
  return new PlatformError('rejected', words === '' ? 'notAccepted' : ['vendorSays', { words: words.slice(0, 300) }], {
    cause,
  })
}

/** The fault of a call without a readable answer. */
export function lossOf(error: unknown, isVisible: boolean): unknown {
  if (!(error instanceof RequestError)) return error
  const isUnknown = error.sent && isVisible
  return new PlatformError(isUnknown ? 'unknown' : 'unavailable', 'noAnswer', { cause: error })
}
