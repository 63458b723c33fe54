// Money as it is said: dollars, with as many digits as small sums need.
import type { Language } from '../../db/words.ts'

/** Micro-dollars in the way of a language: "$20.00", "$0.0042". */
export function dollars(micros: number, language: Language): string {
  const amount = micros / 1_000_000
  const isSmall = amount > 0 && amount < 0.1
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    ...(isSmall && { maximumSignificantDigits: 2 }),
  }).format(amount)
}
