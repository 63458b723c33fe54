// The models of workspaces that brought keys of their own: opened at their first use, and again when a key was changed.
import { hostOf, isPrivateLiteral } from './channels/request/address.ts'
import type { Config } from './config.ts'
import type { Gateway } from './core/ai/gateway.ts'
import { type OwnAccess, readAccess } from './core/ai/own.ts'
import type { Logger, OwnModels } from './core/context.ts'
import type { Sealer } from './core/secrets.ts'
import { type Db, withWorkspace } from './db/client.ts'
import { listModelKeys } from './db/model-keys.ts'

/** What they are opened with. `fetch` is the guarded way out: an address given by a workspace reaches no private host. */
export type OwnModelsWorld = {
  models: Config['models']
  allowPrivateHosts: readonly string[]
  db: Db
  log: Logger
  sealer: Sealer
  fetch: typeof fetch
  now: () => number
}

const mostOpen = 200

/** The port to them. */
export function createOwnModels(world: OwnModelsWorld): OwnModels {
  const open = new Map<string, { stamp: string; gateway: Gateway | undefined }>()
  const allowed = new Set(world.allowPrivateHosts.map((host) => host.toLowerCase()))
  return {
    async of(workspaceId) {
      const rows = await withWorkspace(world.db, workspaceId, listModelKeys)
      const stamp = rows.map((row) => row.id).join()
      const known = open.get(workspaceId)
      if (known?.stamp === stamp) return known.gateway
      const own = rows.flatMap((row): OwnAccess[] => {
        const access = readAccess(world.sealer.open(workspaceId, row.credentials))
        return access === undefined ? [] : [{ ...access, provider: row.provider }]
      })
      // The vendors' SDKs are loaded only where a model is on.
      const { openOwnGateway } = await import('./models.ts')
      const gateway = openOwnGateway(world.models, own, world)
      if (open.size >= mostOpen) open.delete(open.keys().next().value ?? '')
      open.set(workspaceId, { stamp, gateway })
      return gateway
    },
    allows(address) {
      const host = hostOf(new URL(address))
      return allowed.has(host) || !(isPrivateLiteral(host) || host === 'localhost' || host.endsWith('.localhost'))
    },
  }
}
