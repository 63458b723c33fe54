// One question to the models of a route, in order, until one has answered whole; its money is reserved before and given back after.
import { BrokenCircuitError } from 'cockatiel'
import type { Logger } from '../context.ts'
import { type Asked, ask, dearestCost } from './ask.ts'
import type { Circuits } from './circuits.ts'
import { mostTokens } from './defaults.ts'
import { type Fault, GatewayError } from './gateway.ts'
import { type Model, ModelError, type Piece, type ProviderId, type Tool } from './model.ts'
import type { Priced } from './prices.ts'
import type { Prompt } from './prompts.ts'
import type { Purse, Refusal } from './purse.ts'
import { nameOf, type Target } from './routes.ts'
import type { Patience } from './watch.ts'

/** What calls are made with. */
export type CallerParts = {
  models: ReadonlyMap<ProviderId, Model>
  circuits: Circuits
  priced: Priced
  purse: Purse
  log: Logger
  /** Milliseconds; for what calls took. */
  now: () => number
  patience: Patience
}

/** The models of a task: the usual ones, and the cheap ones that are asked when money is tight. */
export type Ways = { full: readonly Target[]; cheap: readonly Target[] }

/** One question. `onStart` is called before each model is asked, with what it says going to `onPiece` until the next. */
export type Question = {
  task: string
  workspaceId: string
  key: string
  prompt: Prompt
  ways: Ways
  tools?: readonly Tool[]
  /** The most that may be written; what a draft may take unless told. */
  maxTokens?: number
  signal: AbortSignal
  onStart: () => void
  onPiece: (piece: Piece) => void
  /** Told the cost of each call, failed ones included. */
  onSpent: (micros: number) => void
}

/** Which model answered, or that our own budget does not allow to ask. */
export type Called = { kind: 'answered'; by: Target } | ({ kind: 'refused' } & Refusal)

/** Asks the models of a route. Throws a GatewayError when none answered, and the signal's reason when aborted. */
export type Caller = (question: Question) => Promise<Called>

export function createCaller(parts: CallerParts): Caller {
  const { circuits, priced, purse } = parts
  let calls = 0

  return async (question) => {
    const known = (ways: readonly Target[]) => ways.filter((target) => parts.models.has(target.provider))
    const [full, cheap] = [known(question.ways.full), known(question.ways.cheap)]
    if (full.length === 0) throw new GatewayError('no model to ask')
    question.signal.throwIfAborted()
    const most = (ways: readonly Target[]) =>
      Math.max(0, ...ways.map((target) => dearestCost(priced, target, requestOf(question))))
    const estimate = { full: most(full), cheap: most(cheap.length > 0 ? cheap : full) }
    // What costs nothing needs no money.
    if (estimate.full === 0) return { kind: 'answered', by: await askEach(full, question) }
    const reserved = await purse.reserve(question.workspaceId, estimate)
    if (reserved.kind === 'refused') return reserved
    try {
      const ways = reserved.isTight && cheap.length > 0 ? cheap : full
      return { kind: 'answered', by: await askEach(ways, question) }
    } finally {
      await purse.release(question.workspaceId, reserved.id)
    }
  }

  async function askEach(ways: readonly Target[], question: Question): Promise<Target> {
    const faults: Fault[] = []
    const failed: string[] = []
    let micros = 0
    const onSpent = (more: number) => {
      micros += more
      question.onSpent(more)
    }
    let last: unknown
    for (const target of inTurn(ways)) {
      const name = nameOf(target)
      question.onStart()
      try {
        await circuits.run(name, () => askOne(target, { ...question, onSpent }))
        return target
      } catch (error) {
        question.signal.throwIfAborted()
        const isOpen = error instanceof BrokenCircuitError
        if (!(error instanceof ModelError) && !isOpen) throw error
        const kind = isOpen ? 'overloaded' : error.kind
        if (!isOpen) last = error
        faults.push({ provider: target.provider, kind })
        failed.push(`${name} (${isOpen ? 'not asked' : kind})`)
        if (!isOpen) parts.log.warn({ model: name, kind, err: error }, 'a model call failed')
      }
    }
    throw new GatewayError(`no model answered: ${failed.join(', ')}`, { faults, micros, cause: last })
  }

  /** The route with the models that failed a moment ago at its end, without those that somebody else is trying out. */
  function inTurn(ways: readonly Target[]): Target[] {
    const isResting = (target: Target) => circuits.isResting(nameOf(target))
    const asked = ways.filter((target) => !circuits.isTrying(nameOf(target)))
    const those = asked.length > 0 ? asked : ways
    return [...those.filter((target) => !isResting(target)), ...those.filter(isResting)]
  }

  async function askOne(target: Target, question: Question): Promise<void> {
    const model = parts.models.get(target.provider)
    if (model === undefined) throw new ModelError('unknownModel')
    let isSilent = true
    const asked: Asked = {
      request: requestOf(question),
      signal: question.signal,
      onPiece(piece) {
        if (piece.kind === 'text' || piece.kind === 'tool') isSilent = false
        question.onPiece(piece)
      },
    }
    try {
      await ask(model, target, asked, around(target, question))
    } catch (error) {
      // Some servers of one's own have models that know no tools, and refuse the whole request.
      const isTools = target.provider === 'compatible' && question.tools !== undefined && isSilent
      if (!(isTools && error instanceof ModelError && error.kind === 'refused')) throw error
      const { tools: _, ...request } = asked.request
      await ask(model, target, { ...asked, request }, around(target, question))
    }
  }

  function around(target: Target, question: Question) {
    const { workspaceId, task } = question
    // The same question may be asked again after a crash: that is another call and costs again.
    const key = `${question.key}/${target.provider}/${++calls}-${parts.now().toString(36)}`
    return {
      priced,
      patience: parts.patience,
      now: parts.now,
      settle(row: Parameters<Parameters<typeof ask>[3]['settle']>[0]) {
        question.onSpent(row.micros)
        return purse.settle(workspaceId, { ...row, key, task, kind: 'text', amount: 0 })
      },
    }
  }
}

function requestOf({ prompt, tools, maxTokens }: Question): Asked['request'] {
  return { ...prompt, maxTokens: maxTokens ?? mostTokens, ...(tools !== undefined && { tools }) }
}
