// What models cost: a table as data, and the cost of one call in micro-dollars.
import { z } from 'zod'
import type { ProviderId, Usage } from './model.ts'
import list from './prices.json' with { type: 'json' }

const amount = z.number().min(0).max(100_000)

/** Dollars for a million tokens read and written, which is micro-dollars for one; for a minute heard; for a picture made. */
const price = z.strictObject({
  read: amount.optional(),
  written: amount.optional(),
  /** Without them such tokens cost as read. */
  cached: amount.optional(),
  stored: amount.optional(),
  minute: amount.optional(),
  picture: amount.optional(),
})

/** A file of prices: names are "provider:model". */
export const priceFile = z.record(z.string().regex(/^(?:anthropic|openai|gemini|compatible):.+$/), price)

export type Price = z.infer<typeof price>

/** Prices by "provider:model". */
export type Prices = Readonly<Record<string, Price>>

/** Prices, and the providers whose unpriced models cost nothing as they run on a machine of one's own. */
export type Priced = { prices: Prices; local: ReadonlySet<ProviderId> }

/** The list prices for short prompts that come with Leopost. */
export const listPrices: Prices = list.models

/** What was used: tokens, seconds heard, pictures made. */
export type Used = Usage & { seconds?: number; pictures?: number }

/** What a call cost, in whole micro-dollars, rounded up. A model that is not in the table costs as the dearest that is. */
export function costOf(priced: Priced, target: { provider: ProviderId; model: string }, used: Used): number {
  const price = priceOf(priced, target)
  const { read = 0, written = 0 } = price
  const fresh = Math.max(0, used.tokensIn - used.cached - used.stored)
  const micros =
    fresh * read +
    used.cached * (price.cached ?? read) +
    used.stored * (price.stored ?? read) +
    used.tokensOut * written +
    ((used.seconds ?? 0) / 60) * (price.minute ?? 0) * 1_000_000 +
    (used.pictures ?? 0) * (price.picture ?? 0) * 1_000_000
  // Sums of decimal fractions end in dust that must not round up to a whole one.
  return Math.ceil(Number(micros.toFixed(6)))
}

function priceOf({ prices, local }: Priced, { provider, model }: { provider: ProviderId; model: string }): Price {
  const undated = model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/, '')
  const known = prices[`${provider}:${model}`] ?? prices[`${provider}:${undated}`]
  return known ?? (local.has(provider) ? {} : dearest(prices))
}

function dearest(prices: Prices): Required<Price> {
  const known = Object.values(prices)
  const most = (of: (price: Price) => number | undefined) => Math.max(0, ...known.map((one) => of(one) ?? 0))
  return {
    read: most((one) => one.read),
    written: most((one) => one.written),
    cached: most((one) => one.read),
    stored: most((one) => one.stored ?? one.read),
    minute: most((one) => one.minute),
    picture: most((one) => one.picture),
  }
}
