// Runs the golden set against one gateway: each request is understood, written where something is to be written, and checked.
import { type Gateway, GatewayError, type WriteRequest } from '../../src/core/ai/gateway.ts'
import { platformNames } from '../../src/core/platform.ts'
import { faultsOf, hear, misheard } from './check.ts'
import type { Request } from './golden.ts'
import { limits } from './limits.ts'

/** How one request ended. */
export type Result = {
  id: string
  task: 'understand' | 'draft' | 'revise'
  faults: string[]
  micros: number
  ms: number
  texts: [string, string][]
}

/** Evaluates requests one after the other; a provider that does not answer is a fault of that request. */
export async function evaluate(requests: readonly Request[], gateway: Gateway): Promise<Result[]> {
  const results: Result[] = []
  for (const request of requests) {
    const intents = hear(request)
    const heard = { id: request.id, task: 'understand' as const, faults: misheard(request, intents), micros: 0, ms: 0 }
    results.push({ ...heard, texts: [] })
    if (request.write === undefined) continue
    const asked = writeRequest(request)
    const from = performance.now()
    const done = (faults: string[], micros: number, texts: [string, string][]) => {
      results.push({ id: request.id, task: asked.task, faults, micros, ms: performance.now() - from, texts })
    }
    try {
      const { texts, micros } = await gateway.write(asked)
      done(faultsOf(request, texts), micros, [...texts])
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      done([error.message], 0, [])
    }
  }
  return results
}

/** What the gateway is asked for a request. */
export function writeRequest(request: Request): WriteRequest {
  const write = request.write ?? { networks: [], keeps: [] }
  const { current, quoted, rules = [], facts = [] } = write
  return {
    task: current === undefined ? 'draft' : 'revise',
    workspaceId: 'eval',
    key: `eval/${request.id}`,
    brand: {
      name: 'Bar Luce',
      voice: 'like a neighbour, never salesy',
      audience: 'people who live around the corner',
      language: request.language,
      rules,
      facts,
    },
    networks: write.networks.map((platform) => ({
      platform,
      name: platformNames[platform],
      ...limits[platform],
      parts: 1,
      ...(current !== undefined && { current }),
    })),
    idea: current === undefined ? request.says : '',
    ...(current !== undefined && { instruction: request.says }),
    ...(quoted !== undefined && { quoted }),
    signal: AbortSignal.timeout(120_000),
    onDelta: () => undefined,
  }
}
