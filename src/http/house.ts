// What every route is handed: the app, where it stands for the outside, and what the routes share.
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Asker } from './identify.ts'
import type { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'

export type House = {
  app: Pick<App, 'ctx' | 'bus' | 'inbox' | 'chats' | 'signUp' | 'signUps' | 'workspaces' | 'zone' | 'mailer' | 'hooks'>
  /** The address under which people reach this installation, without a slash at its end. */
  publicUrl(): string
  /** The key of the installation, for links to media. */
  key: string
  /** True once the queue works. */
  isReady(): Promise<boolean>
  limits: Limits
  metrics: Metrics
  /** Ends every stream and every wait when the server stops. */
  stopping: AbortSignal
}

/** What Hono keeps for one request. The bindings are missing where no server stands in front. */
export type Env = { Variables: { asker: Asker }; Bindings: Partial<HttpBindings> }

/** Ends when the caller hangs up or the server stops. */
export function endOf(house: House, c: Context): AbortSignal {
  return AbortSignal.any([c.req.raw.signal, house.stopping])
}
