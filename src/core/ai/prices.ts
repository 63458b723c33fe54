// What models cost: a table as data, and the cost of one call in micro-dollars.
import type { ProviderId, Usage } from './model.ts'

/** Dollars for a million tokens, which is micro-dollars for one. Without `cached` or `stored` those tokens cost as `read`. */
export type Price = { read: number; written: number; cached?: number; stored?: number }

/** Prices by "provider:model". */
export type Prices = Readonly<Record<string, Price>>

/** List prices for short prompts. Sources: the price pages of the providers; November 2026. */
export const listPrices: Prices = {
  'anthropic:claude-fable-5-1': { read: 10, written: 50, cached: 0.25, stored: 12.5 },
  'anthropic:claude-opus-5-5': { read: 4, written: 20, cached: 0.2, stored: 5 },
  'anthropic:claude-opus-5': { read: 5, written: 25, cached: 0.5, stored: 6.25 },
  'anthropic:claude-opus-4-8': { read: 5, written: 25, cached: 0.5, stored: 6.25 },
  'anthropic:claude-sonnet-5-5': { read: 2, written: 10, cached: 0.1, stored: 2.5 },
  'anthropic:claude-sonnet-5': { read: 2, written: 10, cached: 0.2, stored: 2.5 },
  'anthropic:claude-sonnet-4-6': { read: 3, written: 15, cached: 0.3, stored: 3.75 },
  'anthropic:claude-haiku-5-5': { read: 0.1, written: 0.5, cached: 0.01, stored: 0.125 },
  'anthropic:claude-haiku-4-5': { read: 1, written: 5, cached: 0.1, stored: 1.25 },
  'openai:gpt-6-astra': { read: 10, written: 50, cached: 1, stored: 12.5 },
  'openai:gpt-6.1-sol': { read: 2, written: 10, cached: 0.2, stored: 2.5 },
  'openai:gpt-6-sol': { read: 2, written: 10, cached: 0.2, stored: 2.5 },
  'openai:gpt-6-luna': { read: 0.1, written: 0.5, cached: 0.01, stored: 0.125 },
  'openai:gpt-5.6-sol': { read: 4, written: 20, cached: 0.4, stored: 5 },
  'openai:gpt-5.6-terra': { read: 2, written: 12, cached: 0.2, stored: 2.5 },
  'openai:gpt-5.6-luna': { read: 0.2, written: 1.2, cached: 0.02, stored: 0.25 },
  'openai:gpt-5.5': { read: 5, written: 30, cached: 0.5 },
  'openai:gpt-5.4': { read: 2.5, written: 15, cached: 0.25 },
  'openai:gpt-5.4-mini': { read: 0.75, written: 4.5, cached: 0.075 },
  'openai:gpt-5.4-nano': { read: 0.2, written: 1.25, cached: 0.02 },
  'openai:gpt-5': { read: 1.25, written: 10, cached: 0.125 },
  'openai:gpt-5-mini': { read: 0.25, written: 2, cached: 0.025 },
  'openai:gpt-4.1': { read: 2, written: 8, cached: 0.5 },
  'openai:gpt-4.1-mini': { read: 0.4, written: 1.6, cached: 0.1 },
  'openai:gpt-4o': { read: 2.5, written: 10, cached: 1.25 },
  'openai:gpt-4o-mini': { read: 0.15, written: 0.6, cached: 0.075 },
  'openai:text-embedding-3-small': { read: 0.02, written: 0 },
  'openai:text-embedding-3-large': { read: 0.13, written: 0 },
  'gemini:gemini-embedding-001': { read: 0.15, written: 0 },
  'gemini:gemini-3.6-flash': { read: 0.75, written: 3.75, cached: 0.075 },
  'gemini:gemini-3.5-flash': { read: 1.5, written: 9, cached: 0.15 },
  'gemini:gemini-3.5-flash-lite': { read: 0.3, written: 2.5, cached: 0.03 },
  'gemini:gemini-3.1-pro-preview': { read: 2, written: 12, cached: 0.2 },
  'gemini:gemini-3.1-flash-lite': { read: 0.25, written: 1.5, cached: 0.025 },
  'gemini:gemini-2.5-pro': { read: 1.25, written: 10, cached: 0.125 },
  'gemini:gemini-2.5-flash': { read: 0.3, written: 2.5, cached: 0.03 },
}

/** What a call cost, in whole micro-dollars, rounded up. A model that is not in the table costs as the dearest that is. */
export function costOf(prices: Prices, target: { provider: ProviderId; model: string }, usage: Usage): number {
  const price = priceOf(prices, target)
  const fresh = Math.max(0, usage.tokensIn - usage.cached - usage.stored)
  const micros =
    fresh * price.read +
    usage.cached * (price.cached ?? price.read) +
    usage.stored * (price.stored ?? price.read) +
    usage.tokensOut * price.written
  // Sums of decimal fractions end in dust that must not round up to a whole one.
  return Math.ceil(Number(micros.toFixed(6)))
}

function priceOf(prices: Prices, { provider, model }: { provider: ProviderId; model: string }): Price {
  const undated = model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/, '')
  return prices[`${provider}:${model}`] ?? prices[`${provider}:${undated}`] ?? dearest(prices)
}

function dearest(prices: Prices): Price {
  const known = Object.values(prices)
  const most = (of: (price: Price) => number) => Math.max(0, ...known.map(of))
  return {
    read: most((price) => price.read),
    written: most((price) => price.written),
    stored: most((price) => price.stored ?? price.read),
  }
}
