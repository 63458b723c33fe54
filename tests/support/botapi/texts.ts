// What Telegram demands of a text: its length after entities, and entities that stand on whole characters.

type Entity = { type: string; offset: number; length: number }

/** The refusal of a text, or undefined for one that is taken. */
export function textRefusal(text: string, entities: readonly Entity[] = []): string | undefined {
  if (text.trim() === '') return 'Bad Request: message text is empty'
  if (text.length > 4_096) return 'Bad Request: message is too long'
  if (!text.isWellFormed()) return 'Bad Request: strings must be encoded in UTF-8'
  for (const { offset, length } of entities) {
    const end = offset + length
    if (end > text.length) return 'Bad Request: ENTITY_BOUNDS_INVALID'
    if (splits(text, offset) || splits(text, end)) return 'Bad Request: ENTITY_BOUNDS_INVALID'
  }
  const quotes = entities.filter((one) => one.type === 'blockquote')
  const overlap = quotes.some((one) =>
    quotes.some(
      (other) => other !== one && other.offset < one.offset + one.length && one.offset < other.offset + other.length,
    ),
  )
  return overlap ? 'Bad Request: blockquotes cannot be nested' : undefined
}

function splits(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff
}
