// One question to the models of a route, in order, until one has answered whole. Every call leaves a row in the ledger.
import type { Logger } from '../context.ts'
import { mostCharacters, mostTokens, restMs } from './defaults.ts'
import type { FaultKind } from './faults.ts'
import { GatewayError } from './gateway.ts'
import { type Model, ModelError, type ProviderId, type Usage } from './model.ts'
import { costOf, type Prices } from './prices.ts'
import type { Prompt } from './prompts.ts'
import { effortOf, type Target } from './routes.ts'
import { type Patience, watched } from './watch.ts'

/** One model call, as the ledger keeps it. `key` names it once and for all. */
export type Spending = {
  key: string
  task: string
  model: string
  tokensIn: number
  tokensOut: number
  tokensCached: number
  micros: number
  ms: number
}

/** Where model calls are written down; the same key twice is written once. */
export type Ledger = { spend(workspaceId: string, row: Spending): Promise<void> }

/** What calls are made with. */
export type CallerParts = {
  models: ReadonlyMap<ProviderId, Model>
  prices: Prices
  ledger: Ledger
  log: Logger
  /** Milliseconds; for what calls took and how long a model that failed rests. */
  now: () => number
  patience: Patience
}

/** One question. `onStart` is called before each model is asked, with what it says going to `onText` until the next. */
export type Question = {
  task: string
  workspaceId: string
  key: string
  prompt: Prompt
  route: readonly Target[]
  signal: AbortSignal
  onStart: () => void
  onText: (text: string) => void
  /** Told the cost of each call, failed ones included. */
  onSpent: (micros: number) => void
}

/** Asks the models of a route; answers which one answered. Throws a GatewayError when none did, and the signal's reason when aborted. */
export type Caller = (question: Question) => Promise<Target>

export function createCaller(parts: CallerParts): Caller {
  /** Until when a model that failed is asked last. */
  const resting = new Map<string, number>()
  let calls = 0

  return async (question) => {
    const failed: string[] = []
    let last: unknown
    for (const target of rested(question.route)) {
      const model = parts.models.get(target.provider)
      if (model === undefined) continue
      question.onStart()
      try {
        await ask(model, target, question)
        resting.delete(nameOf(target))
        return target
      } catch (error) {
        question.signal.throwIfAborted()
        if (!(error instanceof ModelError)) throw error
        last = error
        failed.push(`${nameOf(target)} (${error.kind})`)
        if (takesAWhile.has(error.kind)) resting.set(nameOf(target), parts.now() + restMs)
        parts.log.warn({ model: nameOf(target), kind: error.kind, err: error }, 'a model call failed')
      }
    }
    throw new GatewayError(failed.length === 0 ? 'no model to ask' : `no model answered: ${failed.join(', ')}`, {
      cause: last,
    })
  }

  /** The route with the models that failed a moment ago at its end. */
  function rested(route: readonly Target[]): Target[] {
    const isResting = (target: Target) => (resting.get(nameOf(target)) ?? 0) > parts.now()
    return [...route.filter((target) => !isResting(target)), ...route.filter(isResting)]
  }

  async function ask(model: Model, target: Target, question: Question): Promise<void> {
    const { prompt, signal } = question
    const effort = effortOf(target)
    const request = { model: target.model, ...prompt, maxTokens: mostTokens, ...(effort !== undefined && { effort }) }
    const startedAt = parts.now()
    const call = ++calls
    let said = 0
    let counted: Usage | undefined
    let isDone = false
    try {
      for await (const piece of watched((inner) => model.stream(request, inner), signal, parts.patience)) {
        if (piece.kind === 'usage') counted = piece
        if (piece.kind === 'done') isDone = true
        if (piece.kind !== 'text') continue
        said += piece.text.length
        if (said > mostCharacters) throw new ModelError('broken')
        question.onText(piece.text)
      }
      signal.throwIfAborted()
      if (!isDone) throw new ModelError('broken')
    } finally {
      const usage = usageOf(counted, said, prompt)
      const micros = costOf(parts.prices, target, usage)
      question.onSpent(micros)
      await parts.ledger.spend(question.workspaceId, {
        // The same question may be asked again after a crash: that is another call and costs again.
        key: `${question.key}/${target.provider}/${call}-${startedAt.toString(36)}`,
        task: question.task,
        model: nameOf(target),
        tokensIn: usage.tokensIn,
        tokensOut: usage.tokensOut,
        tokensCached: usage.cached,
        micros,
        ms: Math.max(0, Math.round(parts.now() - startedAt)),
      })
    }
  }
}

/** After these the next call would most likely fail the same way. */
const takesAWhile: ReadonlySet<FaultKind> = new Set([
  'auth',
  'credit',
  'limited',
  'overloaded',
  'timeout',
  'network',
  'unknownModel',
])

function nameOf(target: Target): string {
  return `${target.provider}:${target.model}`
}

/** What was used: as the provider counted it, and never less than what was heard; a call without a word and without a count used nothing. */
function usageOf(counted: Usage | undefined, said: number, prompt: Prompt): Usage {
  if (counted === undefined && said === 0) return { tokensIn: 0, tokensOut: 0, cached: 0, stored: 0 }
  const heard = Math.ceil(said / charactersPerToken)
  const asked = Math.ceil((prompt.stable.length + prompt.ask.length) / charactersPerToken)
  if (counted === undefined) return { tokensIn: asked, tokensOut: heard, cached: 0, stored: 0 }
  // A cut stream has counted only its beginning.
  const isPartial = counted.tokensOut * mostCharactersPerToken < said
  return isPartial ? { ...counted, tokensOut: heard } : counted
}

const charactersPerToken = 4
const mostCharactersPerToken = 12
