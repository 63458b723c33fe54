// From configuration to the gateway: the providers that are on, their routes and prices, and the purse in the database.
import { hostOf, isPrivateLiteral } from './channels/request/address.ts'
import type { Config } from './config.ts'
import {
  type AccessTo,
  createBrushes,
  createEars,
  createGateway,
  createProviders,
  createVectorProviders,
} from './core/ai/create.ts'
import type { Gateway } from './core/ai/gateway.ts'
import { type ProviderId, providerIds } from './core/ai/model.ts'
import { type OwnAccess, ownRoutes } from './core/ai/own.ts'
import { listPrices } from './core/ai/prices.ts'
import { createPurse } from './core/ai/purse.ts'
import type { Patience } from './core/ai/watch.ts'
import type { Logger } from './core/context.ts'
import type { Db } from './db/client.ts'

/** What the gateway needs beside the configuration. */
export type GatewayWorld = { db: Db; log: Logger; now: () => number; patience?: Patience }

/** The gateway of this installation; undefined where no model is configured. Says in one line which providers are on. */
export function openGateway(models: Config['models'], world: GatewayWorld): Gateway | undefined {
  const { db, ...rest } = world
  const providers = createProviders(models)
  const gateway = createGateway({
    ...rest,
    providers,
    vectors: createVectorProviders(models),
    ears: createEars(models),
    brushes: createBrushes(models),
    routes: models.routes,
    prices: { ...listPrices, ...models.prices },
    local: localProviders(models.compatible),
    purse: createPurse({ db, now: world.now }),
  })
  const on = providers.map((model) => model.provider).join(', ')
  world.log.info({}, gateway === undefined ? 'no model writes: everybody’s own words are used' : `models: ${on}`)
  return gateway
}

/** The gateway of a workspace with keys of its own: its models first, then those of the installation. */
export function openOwnGateway(
  models: Config['models'],
  own: readonly OwnAccess[],
  world: GatewayWorld & { fetch: typeof fetch },
): Gateway | undefined {
  const { db, fetch, ...rest } = world
  const given = Object.fromEntries(own.map(({ provider, apiKey, baseUrl }) => [provider, { apiKey, baseUrl, fetch }]))
  const all: AccessTo = { ...models, ...given }
  const on = new Set(providerIds.filter((id) => models[id] !== undefined))
  const compatible = own.find(({ provider }) => provider === 'compatible') ?? models.compatible
  return createGateway({
    ...rest,
    providers: createProviders(all),
    vectors: createVectorProviders(all),
    ears: createEars(all),
    brushes: createBrushes(all),
    routes: ownRoutes(own, models.routes, on),
    prices: { ...listPrices, ...models.prices },
    local: localProviders(compatible),
    purse: createPurse({ db, now: world.now }),
  })
}

/** A compatible server on a machine of one's own (Ollama, LM Studio) costs nothing. The others bill even through a proxy. */
function localProviders(compatible: { baseUrl?: string | undefined } | undefined): ReadonlySet<ProviderId> {
  if (compatible === undefined) return new Set()
  return isOwnMachine(compatible.baseUrl) ? new Set(['compatible']) : new Set()
}

function isOwnMachine(address: string | undefined): boolean {
  // Without an address it is Ollama's own on this machine.
  if (address === undefined) return true
  const host = hostOf(new URL(address))
  return isPrivateLiteral(host) || !host.includes('.') || /\.(?:local|internal|lan|home\.arpa)$/.test(host)
}
