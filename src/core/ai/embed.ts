// Vectors of texts, by the one model that the route for them names first: vectors of two models cannot be compared.
import type { Ledger } from './call.ts'
import { clean } from './fence.ts'
import { ModelError, type ProviderId } from './model.ts'
import { costOf, type Prices } from './prices.ts'
import type { Target } from './routes.ts'

/** The port to a provider's vectors. Throws a ModelError; it never retries. */
export type VectorModel = {
  provider: ProviderId
  /** One vector for each text, in order, and the tokens that were read. */
  vectors(
    model: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ vectors: number[][]; tokens: number }>
}

/** What is to be turned into vectors, for whom; `key` names it in the ledger once and for all. */
export type EmbedRequest = { workspaceId: string; key: string; texts: readonly string[]; signal: AbortSignal }

/** Turns texts into vectors. `model` names the space they live in: vectors of another name must not be compared with them. */
export type Embedder = {
  model: string
  /** One vector of length 1 for each text, in order. Throws a ModelError where the provider does not answer. */
  embed(request: EmbedRequest): Promise<{ vectors: number[][]; micros: number }>
}

/** What an embedder is made of. */
export type EmbedderParts = {
  model: VectorModel
  target: Target
  prices: Prices
  ledger: Ledger
  now: () => number
  timeoutMs?: number
}

/** Providers take so many texts in one call. */
const mostTexts = 96
/** Characters; longer texts are cut, as models read no more than about this. */
const mostCharacters = 8_000

/** The embedder of a target. */
export function createEmbedder(parts: EmbedderParts): Embedder {
  const { target, timeoutMs = 20_000 } = parts
  const name = `${target.provider}:${target.model}`

  async function ask(request: EmbedRequest, texts: readonly string[], part: number) {
    const startedAt = parts.now()
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
    const answer = await parts.model.vectors(target.model, texts, signal)
    const usage = { tokensIn: answer.tokens, tokensOut: 0, cached: 0, stored: 0 }
    const micros = costOf(parts.prices, target, usage)
    await parts.ledger.spend(request.workspaceId, {
      key: `${request.key}/${part}-${startedAt.toString(36)}`,
      task: 'embed',
      model: name,
      tokensIn: answer.tokens,
      tokensOut: 0,
      tokensCached: 0,
      micros,
      ms: Math.max(0, Math.round(parts.now() - startedAt)),
    })
    if (answer.vectors.length !== texts.length) throw new ModelError('broken')
    return { vectors: answer.vectors.map(unit), micros }
  }

  return {
    model: name,
    async embed(request) {
      const vectors: number[][] = []
      let micros = 0
      for (let from = 0; from < request.texts.length; from += mostTexts) {
        const texts = request.texts.slice(from, from + mostTexts).map((text) => clean(text).slice(0, mostCharacters))
        const answer = await ask(request, texts, from / mostTexts)
        vectors.push(...answer.vectors)
        micros += answer.micros
      }
      return { vectors, micros }
    },
  }
}

/** How alike two texts are, from their vectors of length 1: 1 the same, 0 nothing in common. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return 0
  return a.reduce((sum, one, i) => sum + one * (b[i] ?? 0), 0)
}

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector)
  if (!Number.isFinite(length) || length === 0) throw new ModelError('broken')
  return vector.map((one) => one / length)
}
