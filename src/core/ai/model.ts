// The port to a model: one request, one stream of words. A provider is one file in providers/.
import type { ModelProvider } from '../../db/words.ts'
import type { FaultKind } from './faults.ts'

/** The providers a route may name. */
export { modelProviders as providerIds } from '../../db/words.ts'
export type ProviderId = ModelProvider

/** What a model is asked. `stable` is the same for every request of a brand, so that the provider's cache can hit. */
export type ModelRequest = {
  model: string
  stable: string
  ask: string
  /** A picture that the question is about. */
  picture?: SeenPicture
  maxTokens: number
  /** How hard a model that thinks should think; absent where it has no such setting. */
  effort?: 'low'
  /** What the model may ask for beside its words. */
  tools?: readonly Tool[]
}

/** A picture as a model is shown it: JPEG or PNG, small enough for every provider. */
export type SeenPicture = { type: 'image/jpeg' | 'image/png'; base64: string }

/** Something a model may ask for; `schema` is the JSON schema of what it gives along. Asking does nothing by itself. */
export type Tool = {
  name: string
  description: string
  schema: Record<string, unknown>
  /** Asked for in the place of words, not beside them. */
  isInstead?: boolean
}

/** Tokens of one call. `tokensIn` is all that was read, what came from the cache (`cached`) or went into it (`stored`) included. */
export type Usage = { tokensIn: number; tokensOut: number; cached: number; stored: number }

/** A piece of the answer. A later `usage` replaces an earlier one; `done` comes only after a proper end. */
export type Piece =
  | { kind: 'text'; text: string }
  /** A tool it asks for, whole; `input` is JSON as the model wrote it. */
  | { kind: 'tool'; name: string; input: string }
  | ({ kind: 'usage' } & Usage)
  | { kind: 'done' }

/** A provider of models. Its stream ends in `done` or throws a ModelError; it never retries. */
export type Model = {
  provider: ProviderId
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<Piece>
}

/** One call that failed. The message names the kind only; the cause has the provider's words with the key struck out. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly kind: FaultKind

  constructor(kind: FaultKind, cause?: unknown) {
    super(`the model call failed: ${kind}`, { cause })
    this.kind = kind
  }
}
