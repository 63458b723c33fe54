// What Twilio's numbers of trouble mean for a message. https://www.twilio.com/docs/api/errors
import type { ChatErrorKind } from '../../../core/errors.ts'

const kinds: Record<number, ChatErrorKind> = {
  // The day since their last message is over.
  63016: 'closed',
  21211: 'gone',
  21610: 'gone',
  63003: 'gone',
  63024: 'gone',
  14107: 'limited',
  20429: 'limited',
  63018: 'limited',
  63038: 'limited',
}

/** Codes by which Twilio says that the access or the sender is not good: the operator's to mend. */
export const operatorCodes = new Set([20003, 20404, 20008, 21212, 21606, 63007, 63020])

/** The kind of a code; whatever is not known is tried again. */
export function faultOfCode(code: number | undefined): ChatErrorKind {
  return (code === undefined ? undefined : kinds[code]) ?? 'unavailable'
}
