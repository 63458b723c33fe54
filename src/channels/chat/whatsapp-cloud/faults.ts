// What Meta's numbers of trouble mean for a message. https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
import type { ChatErrorKind } from '../../../core/errors.ts'

const kinds: Record<number, ChatErrorKind> = {
  // The day since their last message is over.
  131047: 'closed',
  131026: 'gone',
  131021: 'gone',
  131030: 'gone',
  4: 'limited',
  80007: 'limited',
  130429: 'limited',
  131048: 'limited',
  131049: 'limited',
  131056: 'limited',
}

/** Codes by which Meta says that the token or the number is not good: the operator's to mend. */
export const operatorCodes = new Set([0, 10, 100, 190, 200, 368, 131031, 131005, 133010])

/** The kind of a code; whatever is not known is tried again. */
export function faultOfCode(code: number): ChatErrorKind {
  return kinds[code] ?? 'unavailable'
}

/** How long is waited after a limit, in seconds; for one person it is over sooner. */
export function pauseOf(code: number): number {
  if (code === 131056) return 6
  return code === 131048 || code === 131049 ? 3_600 : 60
}
