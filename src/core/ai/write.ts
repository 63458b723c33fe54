// Writing: a request becomes a prompt, the answer becomes a text for each network, and what is wrong with it is repaired once.
import type { Logger } from '../context.ts'
import type { PlatformId } from '../platform.ts'
import { count } from '../posts/count.ts'
import type { Caller } from './call.ts'
import { GatewayError, type WriteRequest, type Written } from './gateway.ts'
import { type Prompt, promptFor, type Repair, repairFor } from './prompts.ts'
import type { Route, Target } from './routes.ts'
import { readSections } from './sections.ts'

/** What one request is written with. */
export type Writing = { call: Caller; route: Route; log: Logger }

type Network = WriteRequest['networks'][number]

/** Writes for the networks of a request. A network that the models left out twice has no text: the caller has the person's own words. */
export async function write(writing: Writing, request: WriteRequest): Promise<Written> {
  const { log } = writing
  let micros = 0
  const onSpent = (more: number) => {
    micros += more
  }
  const ownWords = writing.route.indexOf('words')
  const route = (ownWords < 0 ? writing.route : writing.route.slice(0, ownWords)).filter((entry) => entry !== 'words')
  if (route.length === 0 && ownWords >= 0) return { texts: new Map(), micros }

  const first = await answer(writing.call, request, request.networks, { prompt: promptFor(request), route, onSpent })
  const repairs = faultsOf(request.networks, first.texts)
  if (repairs.length > 0) {
    const prompt = repairFor(request, repairs)
    const asked = repairs.map((one) => one.network)
    const key = `${request.key}/repair`
    // Who has answered is asked again first.
    const again = [first.by, ...route.filter((target) => target !== first.by)]
    const quiet = { ...request, key, onDelta: () => undefined }
    try {
      const repaired = await answer(writing.call, quiet, asked, { prompt, route: again, onSpent })
      for (const { network, text, used } of repairs) {
        const fresh = repaired.texts.get(network.platform)
        if (fresh === undefined || (text !== undefined && count(fresh, network.unit) >= used)) continue
        first.texts.set(network.platform, fresh)
        if (text === undefined) request.onDelta({ text: fresh, platform: network.platform })
      }
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      log.warn({ err: error }, 'an answer could not be repaired')
    }
  }
  if (first.texts.size === 0) throw new GatewayError('the answer of the models could not be used')
  return { texts: first.texts, micros }
}

type Asking = { prompt: Prompt; route: readonly Target[]; onSpent: (micros: number) => void }

/** One answer, read as it comes. Where a model failed in the middle, what was shown is taken back before the next one begins. */
async function answer(
  call: Caller,
  request: WriteRequest,
  networks: readonly Network[],
  asking: Asking,
): Promise<{ texts: Map<PlatformId, string>; by: Target }> {
  let isShown = false
  const read = () =>
    readSections(networks, (platform, text) => {
      isShown = true
      request.onDelta({ text, platform })
    })
  let sections = read()
  const by = await call({
    ...asking,
    task: request.task,
    workspaceId: request.workspaceId,
    key: request.key,
    signal: request.signal,
    onStart() {
      if (isShown) request.onDelta({ reset: true })
      isShown = false
      sections = read()
    },
    onText: (text) => sections.take(text),
  })
  return { texts: sections.end(), by }
}

function faultsOf(networks: readonly Network[], texts: ReadonlyMap<PlatformId, string>): Repair[] {
  return networks.flatMap((network): Repair[] => {
    const text = texts.get(network.platform)
    const used = text === undefined ? 0 : count(text, network.unit)
    return text === undefined || used > network.limit ? [{ network, text, used }] : []
  })
}
