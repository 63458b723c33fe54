// Writing: a request becomes a prompt, the answer becomes a text for each network, and what is wrong with it is repaired once.
import type { Logger } from '../context.ts'
import type { PlatformId } from '../platform.ts'
import { count } from '../posts/count.ts'
import type { Caller, Ways } from './call.ts'
import { GatewayError, type ToolCall, type WriteRequest, type Written } from './gateway.ts'
import { type Prompt, promptFor, type Repair, repairFor } from './prompts.ts'
import type { Refusal } from './purse.ts'
import type { Target } from './routes.ts'
import { readSections } from './sections.ts'

/** What one request is written with. Without ways, the own words are wanted. */
export type Writing = { call: Caller; ways: Ways; log: Logger }

type Network = WriteRequest['networks'][number]

/** Writes for the networks of a request. A network that the models left out twice has no text: the caller has the person's own words. */
export async function write(writing: Writing, request: WriteRequest): Promise<Written> {
  const { log } = writing
  let micros = 0
  const onSpent = (more: number) => {
    micros += more
  }
  const { ways } = writing
  if (ways.full.length === 0) return { texts: new Map(), micros }

  const first = await answer(writing.call, request, request.networks, { prompt: promptFor(request), ways, onSpent })
  if (first.kind === 'refused') return { texts: new Map(), micros, refused: first }
  const { asked } = first
  const instead = new Set(request.tools?.flatMap((tool) => (tool.isInstead ? [tool.name] : [])))
  if (first.texts.size === 0 && asked.some((one) => instead.has(one.name))) return { texts: first.texts, micros, asked }
  const repairs = faultsOf(request.networks, first.texts)
  if (repairs.length > 0) {
    const prompt = repairFor(request, repairs)
    const missing = repairs.map((one) => one.network)
    const key = `${request.key}/repair`
    // Who has answered is asked again first.
    const again = { full: foremost(first.by, ways.full), cheap: foremost(first.by, ways.cheap) }
    const { tools: _, ...words } = request
    const quiet = { ...words, key, onDelta: () => undefined }
    try {
      const repaired = await answer(writing.call, quiet, missing, { prompt, ways: again, onSpent })
      const texts = repaired.kind === 'refused' ? new Map() : repaired.texts
      for (const { network, text, used } of repairs) {
        const fresh = texts.get(network.platform)
        if (fresh === undefined || (text !== undefined && count(fresh, network.unit) >= used)) continue
        first.texts.set(network.platform, fresh)
        if (text === undefined) request.onDelta({ text: fresh, platform: network.platform })
      }
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      log.warn({ err: error }, 'an answer could not be repaired')
    }
  }
  if (first.texts.size === 0) {
    const faults = [{ provider: first.by.provider, kind: 'broken' as const }]
    throw new GatewayError('the answer of the models could not be used', { faults, micros })
  }
  return { texts: first.texts, micros, asked }
}

type Asking = { prompt: Prompt; ways: Ways; onSpent: (micros: number) => void }

type Answer =
  | { kind: 'answered'; texts: Map<PlatformId, string>; asked: ToolCall[]; by: Target }
  | ({ kind: 'refused' } & Refusal)

/** One answer, read as it comes. Where a model failed in the middle, what was shown is taken back before the next one begins. */
async function answer(
  call: Caller,
  request: WriteRequest,
  networks: readonly Network[],
  asking: Asking,
): Promise<Answer> {
  let isShown = false
  const read = () =>
    readSections(networks, (platform, text) => {
      isShown = true
      request.onDelta({ text, platform })
    })
  let sections = read()
  let asked: ToolCall[] = []
  const called = await call({
    ...asking,
    task: request.task,
    workspaceId: request.workspaceId,
    key: request.key,
    ...(request.tools !== undefined && { tools: request.tools }),
    signal: request.signal,
    onStart() {
      if (isShown) request.onDelta({ reset: true })
      isShown = false
      sections = read()
      asked = []
    },
    onPiece(piece) {
      if (piece.kind === 'text') sections.take(piece.text)
      if (piece.kind === 'tool') asked.push({ name: piece.name, input: piece.input })
    },
  })
  return called.kind === 'refused' ? called : { ...called, texts: sections.end(), asked }
}

/** The one that has answered first, then the others. */
function foremost(by: Target, ways: readonly Target[]): Target[] {
  return [...ways.filter((one) => one === by), ...ways.filter((one) => one !== by)]
}

function faultsOf(networks: readonly Network[], texts: ReadonlyMap<PlatformId, string>): Repair[] {
  return networks.flatMap((network): Repair[] => {
    const text = texts.get(network.platform)
    const used = text === undefined ? 0 : count(text, network.unit)
    return text === undefined || used > network.limit ? [{ network, text, used }] : []
  })
}
