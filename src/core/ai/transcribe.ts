// What was said in a recording, as words: by the models of a route, in order. A transcript is data, never a wish.
import { clean } from './fence.ts'
import { inTurn } from './in-turn.ts'
import { ModelError, type ProviderId } from './model.ts'
import { costOf, type Priced } from './prices.ts'
import type { Purse, Refusal } from './purse.ts'
import { nameOf, type Target } from './routes.ts'

/** A recording: its bytes, its type, and how long it is at most. */
export type Recording = { bytes: Uint8Array; type: string; ending: string; seconds: number }

/** The port to a provider that listens. Throws a ModelError; it never retries. */
export type Ear = {
  provider: ProviderId
  /** The words, in the language they were said in; `hints` are words that may come up. `seconds` where it counted them. */
  listen(
    model: string,
    recording: Recording,
    hints: string,
    signal: AbortSignal,
  ): Promise<{ text: string; seconds?: number }>
}

/** What is to be listened to, for whom; `key` names it in the ledger. */
export type ListenRequest = {
  workspaceId: string
  key: string
  recording: Recording
  /** Names that the speaker may say: the brand's. */
  hints: readonly string[]
  signal: AbortSignal
}

/** What was heard, which may be nothing, and what it cost; or that the budget does not allow to ask. */
export type Heard = { text: string; micros: number; refused?: Refusal }

/** Listens to recordings. Throws a GatewayError where nobody answers, and the signal's reason when aborted. */
export type Transcriber = { listen(request: ListenRequest): Promise<Heard> }

/** What a transcriber is made of. */
export type TranscriberParts = {
  ears: readonly Ear[]
  targets: readonly Target[]
  priced: Priced
  purse: Purse
  now: () => number
  timeoutMs?: number
}

/** Characters of the hints; models read little more. */
const mostHints = 600
const mostText = 60_000

/** The transcriber of a route. */
export function createTranscriber(parts: TranscriberParts): Transcriber {
  const { targets, purse, timeoutMs = 180_000 } = parts

  const cost = (target: Target, seconds: number) =>
    costOf(parts.priced, target, { tokensIn: 0, tokensOut: 0, cached: 0, stored: 0, seconds })

  async function listen(request: ListenRequest): Promise<Heard> {
    request.signal.throwIfAborted()
    const { seconds } = request.recording
    const dearest = Math.max(...targets.map((target) => cost(target, seconds)))
    const reserved = await purse.reserve(request.workspaceId, { full: dearest, cheap: dearest })
    if (reserved.kind === 'refused') {
      const { kind: _, ...refused } = reserved
      return { text: '', micros: 0, refused }
    }
    try {
      const asking = { signal: request.signal, nobody: 'nobody listened' }
      return await inTurn(targets, asking, (target) => one(target, request))
    } finally {
      await purse.release(request.workspaceId, reserved.id)
    }
  }

  async function one(target: Target, request: ListenRequest): Promise<Heard> {
    const ear = parts.ears.find(({ provider }) => provider === target.provider)
    if (ear === undefined) throw new ModelError('unknownModel')
    const startedAt = parts.now()
    let failure: string | null = 'stopped'
    let seconds = 0
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
      const hints = request.hints.map(clean).join(', ').slice(0, mostHints)
      const answer = await ear.listen(target.model, request.recording, hints, signal)
      seconds = answer.seconds ?? request.recording.seconds
      failure = null
      return { text: spoken(answer.text), micros: cost(target, seconds) }
    } catch (error) {
      if (error instanceof ModelError) failure = error.kind
      throw error
    } finally {
      await purse.settle(request.workspaceId, {
        key: `${request.key}/${nameOf(target)}-${startedAt.toString(36)}`,
        ...{ task: 'transcribe', kind: 'transcript', model: nameOf(target), amount: Math.ceil(seconds), failure },
        ...{ tokensIn: 0, tokensOut: 0, tokensCached: 0, micros: cost(target, seconds) },
        ms: Math.max(0, Math.round(parts.now() - startedAt)),
      })
    }
  }

  return { listen }
}

/** The words that were said; marks for noise and silence are none. */
function spoken(text: string): string {
  const words = clean(text)
    .replaceAll(/[[(](?:blank[ _]audio|silence|music|noise|inaudible|silenzio|musica|rumore)[\])]/giu, '')
    .trim()
    .slice(0, mostText)
    .toWellFormed()
  return /[\p{L}\p{N}]/u.test(words) ? words : ''
}
