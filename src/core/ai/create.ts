// The gateway: the providers that are on, the routes of the tasks, and the ledger, behind the one seam.
import type { Logger } from '../context.ts'
import { createCaller, type Ledger } from './call.ts'
import { defaultPatience } from './defaults.ts'
import { createEmbedder, type Embedder, type VectorModel } from './embed.ts'
import type { Gateway } from './gateway.ts'
import type { Model } from './model.ts'
import type { Prices } from './prices.ts'
import { createAnthropic } from './providers/anthropic.ts'
import { createOpenAi } from './providers/openai.ts'
import { createOpenAiVectors } from './providers/openai-vectors.ts'
import { embedTarget, type Routes, routeFor } from './routes.ts'
import type { Patience } from './watch.ts'
import { write } from './write.ts'

/** What a gateway is made of. */
export type GatewayParts = {
  providers: readonly Model[]
  vectors?: readonly VectorModel[]
  routes: Routes
  prices: Prices
  ledger: Ledger
  log: Logger
  now: () => number
  patience?: Patience
}

/** How a provider is reached; it is on when its key or its address is set. */
export type Access = { apiKey?: string | undefined; baseUrl?: string | undefined }

/** The gateway; undefined where no provider is on or no route asks one: then everybody's own words are used. */
export function createGateway(parts: GatewayParts): Gateway | undefined {
  const models = new Map(parts.providers.map((model) => [model.provider, model]))
  const on = new Set(models.keys())
  const routes = { draft: routeFor('draft', parts.routes, on), revise: routeFor('revise', parts.routes, on) }
  const asks = Object.values(routes).some((route) => route.length > 0 && route[0] !== 'words')
  if (!asks) return undefined
  const call = createCaller({ ...parts, models, patience: parts.patience ?? defaultPatience })
  const embedder = openEmbedder(parts)
  return {
    write: (request) => write({ call, route: routes[request.task], log: parts.log }, request),
    ...(embedder !== undefined && { embedder }),
  }
}

/** The embedder of the first provider of the route that is on; undefined where none is. */
function openEmbedder(parts: GatewayParts): Embedder | undefined {
  const vectors = parts.vectors ?? []
  const target = embedTarget(parts.routes, new Set(vectors.map((one) => one.provider)))
  const model = vectors.find((one) => one.provider === target?.provider)
  return target === undefined || model === undefined ? undefined : createEmbedder({ ...parts, model, target })
}

/** How each provider is reached. */
export type AccessTo = {
  anthropic?: Access | undefined
  openai?: Access | undefined
  gemini?: Access | undefined
  compatible?: Access | undefined
}

/** The providers of vectors that are on; Anthropic has none. */
export function createVectorProviders({ openai, gemini, compatible }: AccessTo): VectorModel[] {
  return [
    ...(openai ? [createOpenAiVectors({ provider: 'openai', ...openai })] : []),
    ...(gemini ? [createOpenAiVectors({ provider: 'gemini', ...gemini })] : []),
    ...(compatible ? [createOpenAiVectors({ provider: 'compatible', ...compatible })] : []),
  ]
}

/** The providers that are on. */
export function createProviders(access: AccessTo): Model[] {
  const { anthropic, openai, gemini, compatible } = access
  return [
    ...(anthropic ? [createAnthropic(anthropic)] : []),
    ...(openai ? [createOpenAi({ provider: 'openai', ...openai })] : []),
    ...(gemini ? [createOpenAi({ provider: 'gemini', ...gemini })] : []),
    ...(compatible ? [createOpenAi({ provider: 'compatible', ...compatible })] : []),
  ]
}
