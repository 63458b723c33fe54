// What refusals of LinkedIn mean: by its codes. https://learn.microsoft.com/linkedin/marketing/error-responses
import { z } from 'zod'
import { type GivenReason, PlatformError } from '../../../core/errors.ts'
import { AnswerError, type Refusal } from '../rest.ts'

const errorSchema = z.looseObject({
  message: z.string().optional(),
  code: z.string().optional(),
  errorDetails: z
    .looseObject({ inputErrors: z.array(z.looseObject({ code: z.string().optional() })).optional() })
    .optional()
    .catch(undefined),
})

/** The same content by the same author; the message names the earlier post. */
export const duplicateCode = 'DUPLICATE_POST'
/** Pictures that must be brought again. */
export const lostMediaCodes = ['MEDIA_ASSET_PROCESSING_FAILED', 'EXPIRED_UPLOAD_URL']

/** LinkedIn counts by the day and says nothing of it; a short throttle is over in minutes. */
const patienceMs = 5 * 60_000
const settingsCodes = ['NONEXISTENT_VERSION', 'VERSION_MISSING']

/** A duplicate, with the address of the post that is there. */
export class DuplicateError extends AnswerError {
  readonly urn: string | undefined

  constructor(path: string, status: number, urn: string | undefined) {
    super(path, status, duplicateCode)
    this.urn = urn
  }
}

/** The post that a refusal as a duplicate names. */
export function duplicateOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof DuplicateError ? cause.urn : undefined
}

/** A refusal as a fault. */
export function faultOf({ path, status, body, isVisible, now }: Refusal): PlatformError {
  const { message = '', code: own, errorDetails } = errorSchema.safeParse(body).data ?? {}
  const code = errorDetails?.inputErrors?.[0]?.code ?? own
  const named = /urn:li:(?:share|ugcPost|activity):\d+/.exec(message)?.[0]
  const isDuplicate = status === 422 && (code === duplicateCode || named !== undefined)
  const cause = isDuplicate ? new DuplicateError(path, status, named) : new AnswerError(path, status, code)
  const fault = (kind: PlatformError['kind'], reason: GivenReason) => new PlatformError(kind, reason, { cause })
  if (settingsCodes.includes(code ?? '') || status === 426) return fault('operator', 'versionOver')
  if (status === 401) return fault('auth', 'notLetIn')
  if (status === 403) return fault('auth', 'lacksRight')
  if (status === 429)
    return new PlatformError('limited', 'asksToWait', { cause, retryAt: new Date(now.getTime() + patienceMs) })
  if (code === 'MEDIA_ASSET_WAITING_UPLOAD') return fault('unavailable', 'pictureBusy')
  if (status === 409) return fault('unavailable', 'trouble')
  if (status >= 500 || status < 400)
    return fault(isVisible ? 'unknown' : 'unavailable', isVisible ? 'unclear' : 'trouble')
  if (isDuplicate) return fault('rejected', 'duplicate')
  if (code === 'FIELD_LENGTH_TOO_LONG') return fault('rejected', 'tooLong')
  if (lostMediaCodes.includes(code ?? '')) return fault('rejected', 'mediaGone')
  if (status === 404) return fault('rejected', 'gone')
  return fault('rejected', message === '' ? 'notAccepted' : ['vendorSays', { words: message.slice(0, 300) }])
}
