// The one seam to the models: what the rest of Leopost asks for, whoever answers. The model writes words and nothing else.
import type { PlatformId } from '../../db/words.ts'
import type { Delta } from '../chat.ts'
import type { Unit } from '../posts/count.ts'
import type { Embedder } from './embed.ts'

/** What is to be written and for whom. `idea` and `instruction` are the member's own words; `quoted` is data, never an order. */
export type WriteRequest = {
  task: 'draft' | 'revise'
  workspaceId: string
  /** Names the call in the ledger (message, task, attempt), so that money already spent is counted once. */
  key: string
  brand: {
    name: string
    voice: string | null
    audience: string | null
    language: string
    rules: string[]
    facts: string[]
    /** Past posts that stand for how the brand sounds; the same for every request. */
    samples?: string[]
  }
  networks: { platform: PlatformId; name: string; limit: number; unit: Unit; parts: number; current?: string }[]
  idea: string
  /** Past posts that are near this idea, few and short: how the brand sounds, not what to say. */
  samples?: string[]
  instruction?: string
  quoted?: string
  signal: AbortSignal
  /** Pieces fit to read, as they come. */
  onDelta: (delta: Delta) => void
}

/** The words for each network that was asked for, and what they cost in micro-dollars. A network the models left out is not there: the person's own words stand. */
export type Written = { texts: Map<PlatformId, string>; micros: number }

/** Every provider failed or none could be asked; the person gets their own words. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
}

export type Gateway = {
  /** Writes for every network asked for. Throws a GatewayError when nobody answers, and the signal's reason when aborted. */
  write(request: WriteRequest): Promise<Written>
  /** Turns texts into vectors; absent where no provider of vectors is on. */
  embedder?: Embedder
}
