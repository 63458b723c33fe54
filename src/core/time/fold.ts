// Text without case and accents for comparing, with the way back to where each character stood.

/** Folded text: `text` in lower case without accents; `at[i]` is where its i-th unit starts in the original. */
export type Folded = { text: string; at: number[] }

/** Folds case, accents and apostrophes; `at` has one entry more than `text`, for its end. */
export function fold(original: string): Folded {
  const at: number[] = []
  let text = ''
  let from = 0
  for (const character of original) {
    const plain = foldOne(character)
    for (let i = 0; i < plain.length; i++) at.push(from)
    text += plain
    from += character.length
  }
  at.push(original.length)
  return { text, at }
}

function foldOne(character: string): string {
  if (/[\u2018\u2019\u02bc\u0060\u00b4]/.test(character)) return "'"
  if (/[\u2010-\u2015]/.test(character)) return '-'
  if (/[\u00a0\u2009\u202f]/.test(character)) return ' '
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
