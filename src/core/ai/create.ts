// The gateway: the providers that are on, the routes of the tasks, and the ledger, behind the one seam.
import type { Logger } from '../context.ts'
import { createCaller, type Ways } from './call.ts'
import { createCircuits } from './circuits.ts'
import { defaultPatience } from './defaults.ts'
import { type DescribeRequest, describe } from './describe.ts'
import { type Brush, createDrawer } from './draw.ts'
import { createEmbedder, type Embedder, type VectorModel } from './embed.ts'
import type { Gateway, UnderstandRequest } from './gateway.ts'
import type { Model, ProviderId } from './model.ts'
import type { Priced, Prices } from './prices.ts'
import { createAnthropic } from './providers/anthropic.ts'
import { createOpenAi } from './providers/openai.ts'
import { createOpenAiBrush } from './providers/openai-brush.ts'
import { createOpenAiEar } from './providers/openai-ear.ts'
import { createOpenAiVectors } from './providers/openai-vectors.ts'
import type { Purse } from './purse.ts'
import {
  cheapRoute,
  describingTargets,
  drawingTargets,
  embedTarget,
  listeningTargets,
  type Routes,
  routeFor,
  type Task,
  targetsOf,
} from './routes.ts'
import { createTranscriber, type Ear, type Transcriber } from './transcribe.ts'
import { understand } from './understand.ts'
import type { Patience } from './watch.ts'
import { write } from './write.ts'

/** What a gateway is made of. */
export type GatewayParts = {
  providers: readonly Model[]
  vectors?: readonly VectorModel[]
  ears?: readonly Ear[]
  brushes?: readonly Brush[]
  routes: Routes
  prices: Prices
  /** Providers that run on a machine of one's own. */
  local?: ReadonlySet<ProviderId>
  purse: Purse
  log: Logger
  now: () => number
  patience?: Patience
}

/** How a provider is reached; it is on when its key or its address is set. */
export type Access = { apiKey?: string | undefined; baseUrl?: string | undefined; fetch?: typeof fetch | undefined }

/** The gateway; undefined where no provider is on or no route asks one: then everybody's own words are used. */
export function createGateway(parts: GatewayParts): Gateway | undefined {
  const models = new Map(parts.providers.map((model) => [model.provider, model]))
  const on = new Set(models.keys())
  const routes = { draft: routeFor('draft', parts.routes, on), revise: routeFor('revise', parts.routes, on) }
  const asks = Object.values(routes).some((route) => route.length > 0 && route[0] !== 'words')
  if (!asks) return undefined
  const cheap = targetsOf(cheapRoute(parts.routes, on))
  const ways = (task: Task): Ways => ({ full: targetsOf(routeFor(task, parts.routes, on)), cheap })
  const priced = pricedOf(parts)
  const { now, purse, log } = parts
  const patience = parts.patience ?? defaultPatience
  const call = createCaller({ models, circuits: createCircuits(now), priced, purse, log, now, patience })
  const embedder = openEmbedder(parts)
  const transcriber = openTranscriber(parts)
  const brushes = parts.brushes ?? []
  const drawing = drawingTargets(parts.routes, new Set(brushes.map((one) => one.provider)))
  const seeing = describingTargets(parts.routes, on)
  return {
    write: (request) => write({ call, ways: ways(request.task), log }, request),
    ...(ways('understand').full.length > 0 && {
      understand: (request: UnderstandRequest) => understand({ call, ways: ways('understand') }, request),
    }),
    ...(drawing.length > 0 && { drawer: createDrawer({ ...parts, brushes, targets: drawing, priced }) }),
    ...(seeing.length > 0 && {
      describe: (request: DescribeRequest) => describe({ call, ways: { full: seeing, cheap: seeing } }, request),
    }),
    ...(embedder !== undefined && { embedder }),
    ...(transcriber !== undefined && { transcriber }),
  }
}

/** The embedder of the first provider of the route that is on; undefined where none is. */
function openEmbedder(parts: GatewayParts): Embedder | undefined {
  const vectors = parts.vectors ?? []
  const target = embedTarget(parts.routes, new Set(vectors.map((one) => one.provider)))
  const model = vectors.find((one) => one.provider === target?.provider)
  return target === undefined || model === undefined
    ? undefined
    : createEmbedder({ ...parts, priced: pricedOf(parts), model, target })
}

/** What listens, by the route; undefined where nobody can. */
function openTranscriber(parts: GatewayParts): Transcriber | undefined {
  const ears = parts.ears ?? []
  const targets = listeningTargets(parts.routes, new Set(ears.map((one) => one.provider)))
  return targets.length === 0 ? undefined : createTranscriber({ ...parts, ears, targets, priced: pricedOf(parts) })
}

function pricedOf({ prices, local }: GatewayParts): Priced {
  return { prices, local: local ?? new Set() }
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

/** The providers that can listen and are on. */
export function createEars({ openai, compatible }: AccessTo): Ear[] {
  return [
    ...(openai ? [createOpenAiEar({ provider: 'openai', ...openai })] : []),
    ...(compatible ? [createOpenAiEar({ provider: 'compatible', ...compatible })] : []),
  ]
}

/** The providers that can make pictures and are on. */
export function createBrushes({ openai, compatible }: AccessTo): Brush[] {
  return [
    ...(openai ? [createOpenAiBrush({ provider: 'openai', ...openai })] : []),
    ...(compatible ? [createOpenAiBrush({ provider: 'compatible', ...compatible })] : []),
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
