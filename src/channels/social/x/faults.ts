// What refusals of X mean: by status and by the last word of the problem's type. https://docs.x.com/x-api/fundamentals/response-codes-and-errors
import { z } from 'zod'
import { type GivenReason, PlatformError } from '../../../core/errors.ts'
import { waitUntil } from '../../trouble.ts'
import { AnswerError, type Refusal } from '../rest.ts'

const problemSchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z
    .array(
      z.looseObject({
        code: z.number().optional(),
        message: z.string().optional(),
        parameters: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
})

/** A refusal about these words being out there already. */
export const duplicateCode = 'duplicate'
/** A refusal about pictures that X has forgotten. */
export const mediaCode = 'media'

const rights = ['not-authorized-for-resource', 'client-forbidden', 'unsupported-authentication', 'oauth1-permissions']

/** A refusal as a fault. */
export function faultOf({ path, status, headers, body, isVisible, now }: Refusal): PlatformError {
  const problem = problemSchema.safeParse(body).data ?? {}
  const type = problem.type?.split('/').at(-1) ?? ''
  const [first] = problem.errors ?? []
  const words = problem.detail ?? first?.message ?? ''
  const code = codeOf(status, words, problem)
  const cause = new AnswerError(path, status, code ?? (type === '' ? undefined : type))
  const fault = (kind: PlatformError['kind'], reason: GivenReason) => new PlatformError(kind, reason, { cause })
  if (type === 'usage-capped' || status === 402) return fault('operator', 'noCredits')
  if (status === 429) {
    const isDay = headers.get('x-app-limit-24hour-remaining') === '0'
    const header = isDay ? 'x-app-limit-24hour-reset' : 'x-rate-limit-reset'
    return new PlatformError('limited', 'asksToWait', { cause, retryAt: waitUntil(headers, header, now) })
  }
  if (status === 401) return fault('auth', 'notLetIn')
  if (status >= 500 || status < 400)
    return fault(isVisible ? 'unknown' : 'unavailable', isVisible ? 'unclear' : 'trouble')
  if (code === duplicateCode) return fault('rejected', 'duplicate')
  if (code === mediaCode) return fault('rejected', 'mediaGone')
  // Accounts that were stopped are told by words alone.
  if (status === 403 && /\bsuspended\b|\blocked\b/i.test(words)) return fault('auth', 'suspended')
  if (status === 403 && (rights.includes(type) || /oauth1 app permissions/i.test(words)))
    return fault('auth', 'lacksRight')
  if (status === 404) return fault('rejected', 'gone')
  return fault('rejected', words === '' ? 'notAccepted' : ['vendorSays', { words: words.slice(0, 300) }])
}

/** X gives duplicates no code of their own any more; the older one is 187. */
function codeOf(status: number, words: string, { errors = [] }: z.infer<typeof problemSchema>): string | undefined {
  if (status === 403 && (errors.some(({ code }) => code === 187) || /duplicate/i.test(words))) return duplicateCode
  const isMedia = errors.some(({ parameters }) =>
    Object.keys(parameters ?? {}).some((name) => name.startsWith('media')),
  )
  return status === 400 && isMedia ? mediaCode : undefined
}
