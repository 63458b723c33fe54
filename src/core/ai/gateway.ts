// The one seam to the models: what the rest of Leopost asks for, whoever answers. The model writes words and nothing else.
import type { PlatformId } from '../../db/words.ts'
import type { Delta } from '../chat.ts'
import type { Unit } from '../posts/count.ts'
import type { Described, DescribeRequest } from './describe.ts'
import type { Drawer } from './draw.ts'
import type { Embedder } from './embed.ts'
import type { FaultKind } from './faults.ts'
import type { ProviderId, Tool } from './model.ts'
import type { Refusal } from './purse.ts'
import type { Transcriber } from './transcribe.ts'

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
  /** The quoted words were spoken by the person: their phrases stay. */
  isSpoken?: boolean
  /** What may be asked for beside the words, or instead of them. */
  tools?: readonly Tool[]
  signal: AbortSignal
  /** Pieces fit to read, as they come. */
  onDelta: (delta: Delta) => void
}

/** The words for each network that was asked for, and what they cost in micro-dollars. A network the models left out is not there: the person's own words stand. */
export type Written = {
  texts: Map<PlatformId, string>
  micros: number
  /** The tools that were asked for. Where there are no texts they are asked for instead of a post. */
  asked?: ToolCall[]
  /** Our own budget did not allow to ask anybody: there are no texts. */
  refused?: Refusal
}

/** A tool that a model asked for; `input` is JSON as the model wrote it, checked by nobody yet. */
export type ToolCall = { name: string; input: string }

/** A question that is answered by tools alone. */
export type UnderstandRequest = {
  workspaceId: string
  key: string
  prompt: { stable: string; ask: string }
  tools: readonly Tool[]
  signal: AbortSignal
}

/** The tools that were asked for, and what it cost. */
export type Understood = { calls: ToolCall[]; micros: number; refused?: Refusal }

/** How one provider failed. */
export type Fault = { provider: ProviderId; kind: FaultKind }

/** Every provider failed or none could be asked; the person gets their own words. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  /** How each of them failed, in the order in which they were asked. */
  readonly faults: readonly Fault[]
  /** What the failed calls cost all the same. */
  readonly micros: number

  constructor(message: string, more: { faults?: readonly Fault[]; micros?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.faults = more.faults ?? []
    this.micros = more.micros ?? 0
  }
}

export type Gateway = {
  /** Writes for every network asked for. Throws a GatewayError when nobody answers, and the signal's reason when aborted. */
  write(request: WriteRequest): Promise<Written>
  /** Finds which tools a message asks for. Throws as `write` does; absent where no model is to be asked. */
  understand?(request: UnderstandRequest): Promise<Understood>
  /** Turns texts into vectors; absent where no provider of vectors is on. */
  embedder?: Embedder
  /** Makes pictures; absent where no provider that can is on. */
  drawer?: Drawer
  /** Says what a picture shows. Throws as `write` does; absent where no model is to be asked. */
  describe?(request: DescribeRequest): Promise<Described>
  /** Listens to recordings; absent where no provider that can is on. */
  transcriber?: Transcriber
}
