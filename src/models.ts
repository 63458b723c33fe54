// From configuration to the gateway: the providers that are on, their routes, and the ledger in the database.

import type { Config } from './config.ts'
import { createGateway, createProviders, createVectorProviders } from './core/ai/create.ts'
import type { Gateway } from './core/ai/gateway.ts'
import { listPrices } from './core/ai/prices.ts'
import type { Patience } from './core/ai/watch.ts'
import type { Logger } from './core/context.ts'
import { type Db, withWorkspace } from './db/client.ts'
import { spend } from './db/usage.ts'

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
    routes: models.routes,
    prices: listPrices,
    ledger: {
      spend: (workspaceId, row) => withWorkspace(db, workspaceId, (tx) => spend(tx, { ...row, workspaceId })),
    },
  })
  const on = providers.map((model) => model.provider).join(', ')
  world.log.info({}, gateway === undefined ? 'no model writes: everybody’s own words are used' : `models: ${on}`)
  return gateway
}
