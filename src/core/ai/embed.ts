// Vectors of texts, by the one model that the route for them names first: vectors of two models cannot be compared.
import { clean } from './fence.ts'
import { ModelError, type ProviderId } from './model.ts'
import { costOf, type Priced } from './prices.ts'
import type { Purse } from './purse.ts'
import { nameOf, type Target } from './routes.ts'

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
  /** One vector of length 1 for each text, in order. Throws a ModelError where the provider does not answer or the budget does not allow to ask. */
  embed(request: EmbedRequest): Promise<{ vectors: number[][]; micros: number }>
}

/** What an embedder is made of. */
export type EmbedderParts = {
  model: VectorModel
  target: Target
  priced: Priced
  purse: Purse
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
  const name = nameOf(target)

  async function ask(request: EmbedRequest, texts: readonly string[], part: number) {
    const dearest = costOf(parts.priced, target, tokens(Buffer.byteLength(texts.join(''))))
    const reserved = await parts.purse.reserve(request.workspaceId, { full: dearest, cheap: dearest })
    if (reserved.kind === 'refused') throw new ModelError('budget')
    const startedAt = parts.now()
    let read = 0
    let failure: string | null = 'stopped'
    const micros = () => costOf(parts.priced, target, tokens(read))
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
      const answer = await parts.model.vectors(target.model, texts, signal)
      read = answer.tokens
      if (answer.vectors.length !== texts.length) throw new ModelError('broken')
      const vectors = answer.vectors.map(unit)
      failure = null
      return { vectors, micros: micros() }
    } catch (error) {
      if (error instanceof ModelError) failure = error.kind
      throw error
    } finally {
      await parts.purse.settle(request.workspaceId, {
        key: `${request.key}/${part}-${startedAt.toString(36)}`,
        ...{ task: 'embed', kind: 'embedding', model: name, amount: 0, failure },
        ...{ tokensIn: read, tokensOut: 0, tokensCached: 0, micros: micros() },
        ms: Math.max(0, Math.round(parts.now() - startedAt)),
      })
      await parts.purse.release(request.workspaceId, reserved.id)
    }
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

function tokens(tokensIn: number) {
  return { tokensIn, tokensOut: 0, cached: 0, stored: 0 }
}

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector)
  if (!Number.isFinite(length) || length === 0) throw new ModelError('broken')
  return vector.map((one) => one / length)
}
