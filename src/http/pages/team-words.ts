// What the page of the team says about what was just done: the words of the chat.
import { compose } from '../../bot/replies/compose.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Language } from '../../db/words.ts'

/** One sentence for an outcome; the link of an invitation stands by itself on the page. */
export function saidOf(outcome: Outcome, language: Language): string {
  if (outcome.kind === 'invited') return ''
  return compose(outcome, { language, now: new Date(0) }).text
}
