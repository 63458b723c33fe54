// A new picture from words: by the models of a route, in order. It is paid for, so that its answer is handed over before anything
// else is done, and a call whose answer was lost counts as paid.
import { inTurn } from './in-turn.ts'
import { ModelError, type ProviderId } from './model.ts'
import { costOf, type Priced } from './prices.ts'
import type { Purse, Refusal } from './purse.ts'
import { nameOf, type Target } from './routes.ts'

/** The port to a provider that makes pictures. Throws a ModelError; it never retries. */
export type Brush = {
  provider: ProviderId
  draw(model: string, prompt: string, signal: AbortSignal): Promise<Uint8Array>
}

/** What is to be drawn, for whom; `key` names it in the ledger: one answer is counted once. */
export type DrawRequest = {
  workspaceId: string
  key: string
  prompt: string
  signal: AbortSignal
  /** Called before each model is asked. */
  onAsk(model: string): Promise<void>
  /** Called with the answer before it is counted. */
  onAnswer(bytes: Uint8Array): Promise<void>
}

/** A picture and what it cost, or that the budget does not allow to ask. */
export type DrawnPicture = { bytes: Uint8Array; micros: number } | { refused: Refusal }

/** Makes pictures. Throws a GatewayError where nobody answers, and the signal's reason when aborted. */
export type Drawer = {
  draw(request: DrawRequest): Promise<DrawnPicture>
  /** Counts a call of a process that died: that of an answer which was kept, or of one that was `lost`. Answers what it cost. */
  count(call: { workspaceId: string; key: string; model: string; isLost: boolean }): Promise<number>
}

/** What a drawer is made of. */
export type DrawerParts = {
  brushes: readonly Brush[]
  targets: readonly Target[]
  priced: Priced
  purse: Purse
  now: () => number
  timeoutMs?: number
}

const mostPrompt = 4_000

/** The drawer of a route. */
export function createDrawer(parts: DrawerParts): Drawer {
  const { targets, purse, timeoutMs = 180_000 } = parts
  const cost = (target: Target) =>
    costOf(parts.priced, target, { tokensIn: 0, tokensOut: 0, cached: 0, stored: 0, pictures: 1 })

  async function draw(request: DrawRequest): Promise<DrawnPicture> {
    request.signal.throwIfAborted()
    const dearest = Math.max(...targets.map(cost))
    const reserved = await purse.reserve(request.workspaceId, { full: dearest, cheap: dearest })
    if (reserved.kind === 'refused') {
      const { kind: _, ...refused } = reserved
      return { refused }
    }
    try {
      const asking = { signal: request.signal, nobody: 'nobody drew' }
      return await inTurn(targets, asking, (target) => one(target, request))
    } finally {
      await purse.release(request.workspaceId, reserved.id)
    }
  }

  async function one(target: Target, request: DrawRequest): Promise<DrawnPicture> {
    const brush = parts.brushes.find(({ provider }) => provider === target.provider)
    if (brush === undefined) throw new ModelError('unknownModel')
    const model = nameOf(target)
    await request.onAsk(model)
    const startedAt = parts.now()
    const took = () => Math.max(0, Math.round(parts.now() - startedAt))
    const { workspaceId } = request
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
      const bytes = await brush.draw(target.model, request.prompt.slice(0, mostPrompt), signal)
      await request.onAnswer(bytes)
      const micros = cost(target)
      await purse.settle(workspaceId, { ...rowOf(`${request.key}/${model}`, model), micros, amount: 1, ms: took() })
      return { bytes, micros }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      const key = `${request.key}/${model}/${startedAt.toString(36)}`
      await purse.settle(workspaceId, { ...rowOf(key, model), failure: error.kind, ms: took() })
      throw error
    }
  }

  return {
    draw,
    async count({ workspaceId, key, model, isLost }) {
      const target = targets.find((one) => nameOf(one) === model)
      if (target === undefined) return 0
      const micros = cost(target)
      const row = rowOf(`${key}/${model}${isLost ? '/lost' : ''}`, model)
      await purse.settle(workspaceId, { ...row, micros, amount: isLost ? 0 : 1, failure: isLost ? 'stopped' : null })
      return micros
    },
  }
}

function rowOf(key: string, model: string) {
  const none = { tokensIn: 0, tokensOut: 0, tokensCached: 0, micros: 0, amount: 0, ms: 0, failure: null }
  return { key, task: 'picture', kind: 'picture' as const, model, ...none }
}
