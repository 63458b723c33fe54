// Access to a model that a workspace brought itself, and what it does to the routes.
import { z } from 'zod'
import { defaultCheap, defaultRoutes } from './defaults.ts'
import type { ProviderId } from './model.ts'
import { cheapRoute, type Routes, routeFor, type Target, type Task } from './routes.ts'

const access = z.object({
  apiKey: z.string().min(1).max(500).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  model: z.string().min(1).max(200).optional(),
})

/** Key, address and model as the workspace gave them; without a model the usual ones of the provider are asked. */
export type Access = z.infer<typeof access>
export type OwnAccess = Access & { provider: ProviderId }

/** What was sealed, read back; undefined where it is none. */
export function readAccess(text: string): Access | undefined {
  const read = access.safeParse(JSON.parse(text))
  return read.success ? read.data : undefined
}

/** The routes of a workspace: its own models first, then those of the installation. */
export function ownRoutes(own: readonly OwnAccess[], routes: Routes, on: ReadonlySet<ProviderId>): Routes {
  const mine = new Set(own.map(({ provider }) => provider))
  const others = new Set([...on].filter((provider) => !mine.has(provider)))
  const named = (usual: readonly Target[]): Target[] =>
    own.flatMap(({ provider, model }) => {
      const target = model === undefined ? usual.find((one) => one.provider === provider) : { provider, model }
      return target ?? []
    })
  const task = (one: Task) => [...named(defaultRoutes[one]), ...routeFor(one, routes, others)]
  return {
    draft: task('draft'),
    revise: task('revise'),
    understand: task('understand'),
    cheap: [...named(defaultCheap), ...cheapRoute(routes, others)],
    embed: routes.embed,
    transcribe: routes.transcribe,
    picture: routes.picture,
    describe: routes.describe,
  }
}
