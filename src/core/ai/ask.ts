// One call of one model: its stream is watched, what it used is counted, and its row goes into the ledger, however it ends.
import { mostCharacters } from './defaults.ts'
import { type Model, ModelError, type ModelRequest, type Piece, type Usage } from './model.ts'
import { costOf, type Priced } from './prices.ts'
import type { Spending } from './purse.ts'
import { effortOf, nameOf, type Target } from './routes.ts'
import { type Patience, watched } from './watch.ts'

/** What a call is asked and where its pieces go. */
export type Asked = {
  request: Omit<ModelRequest, 'model' | 'effort'>
  signal: AbortSignal
  onPiece: (piece: Piece) => void
}

/** What a call needs around it. `settle` is told of it once, at its end. */
export type Around = {
  priced: Priced
  patience: Patience
  now: () => number
  settle: (
    row: Pick<Spending, 'model' | 'tokensIn' | 'tokensOut' | 'tokensCached' | 'micros' | 'ms' | 'failure'>,
  ) => Promise<void>
}

/** Asks one model. Throws a ModelError where it did not answer whole, and the signal's reason when aborted. */
export async function ask(model: Model, target: Target, asked: Asked, around: Around): Promise<void> {
  const { signal } = asked
  const effort = effortOf(target)
  const request = { ...asked.request, model: target.model, ...(effort !== undefined && { effort }) }
  const startedAt = around.now()
  let said = 0
  let counted: Usage | undefined
  let isDone = false
  let failure: string | null = 'stopped'
  try {
    for await (const piece of watched((inner) => model.stream(request, inner), signal, around.patience)) {
      if (piece.kind === 'usage') counted = piece
      if (piece.kind === 'done') isDone = true
      if (piece.kind === 'text') said += piece.text.length
      if (piece.kind === 'tool') said += piece.input.length
      if (said > mostCharacters) throw new ModelError('broken')
      asked.onPiece(piece)
    }
    signal.throwIfAborted()
    if (!isDone) throw new ModelError('broken')
    failure = null
  } catch (error) {
    if (error instanceof ModelError) failure = error.kind
    throw error
  } finally {
    const usage = usageOf(counted, said, asked.request)
    await around.settle({
      model: nameOf(target),
      tokensIn: usage.tokensIn,
      tokensOut: usage.tokensOut,
      tokensCached: usage.cached,
      micros: costOf(around.priced, target, usage),
      ms: Math.max(0, Math.round(around.now() - startedAt)),
      failure,
    })
  }
}

/** The dearest that an answer to a request could cost: every byte a token that goes into the cache, and every token that may be written. */
export function dearestCost(priced: Priced, target: Target, request: Asked['request']): number {
  const tools = request.tools === undefined ? 0 : JSON.stringify(request.tools).length
  const seen = request.picture === undefined ? 0 : pictureTokens
  const tokensIn = Buffer.byteLength(request.stable) + Buffer.byteLength(request.ask) + tools + seen
  const usage = { tokensIn, tokensOut: request.maxTokens, cached: 0, stored: 0 }
  return Math.max(costOf(priced, target, usage), costOf(priced, target, { ...usage, stored: tokensIn }))
}

/** What was used: as the provider counted it, and never less than what was heard; a call without a word and without a count used nothing. */
function usageOf(counted: Usage | undefined, said: number, prompt: { stable: string; ask: string }): Usage {
  if (counted === undefined && said === 0) return { tokensIn: 0, tokensOut: 0, cached: 0, stored: 0 }
  const heard = Math.ceil(said / charactersPerToken)
  const asked = Math.ceil((prompt.stable.length + prompt.ask.length) / charactersPerToken)
  if (counted === undefined) return { tokensIn: asked, tokensOut: heard, cached: 0, stored: 0 }
  // A cut stream has counted only its beginning.
  const isPartial = counted.tokensOut * mostCharactersPerToken < said
  return isPartial ? { ...counted, tokensOut: heard } : counted
}

/** No provider counts more for a picture of the size that is shown. */
const pictureTokens = 3_000
const charactersPerToken = 4
const mostCharactersPerToken = 12
