// Routes: which models a task asks, in order. Written as "provider:model,provider:model"; "words" asks nobody.
import { defaultEmbed, defaultRoutes, thinksLittle } from './defaults.ts'
import { type ProviderId, providerIds } from './model.ts'

/** One model of one provider. */
export type Target = { provider: ProviderId; model: string }

/** What a route asks, in order; `words` ends it with the person's own words. */
export type Route = readonly (Target | 'words')[]

/** Routes as they were configured, by task. */
export type Routes = { draft?: Route | undefined; revise?: Route | undefined; embed?: Route | undefined }

/** Reads a route; undefined where it is none. */
export function readRoute(text: string): Route | undefined {
  const entries = text.split(',').map((entry) => entry.trim())
  const route = entries.map((entry): Target | 'words' | undefined => {
    if (entry === 'words') return 'words'
    const [name, ...model] = entry.split(':')
    const provider = providerIds.find((id) => id === name)
    // Names like llama3:8b have a colon of their own.
    return provider === undefined || model.join(':') === '' ? undefined : { provider, model: model.join(':') }
  })
  return route.every((entry) => entry !== undefined) ? route : undefined
}

/** What a task asks of the providers that are on: its own route, else for a revision that of drafts, else the defaults. */
export function routeFor(task: 'draft' | 'revise', routes: Routes, on: ReadonlySet<ProviderId>): Route {
  const route: Route = routes[task] ?? routes.draft ?? defaultRoutes[task]
  return route.filter((entry) => entry === 'words' || on.has(entry.provider))
}

/** The one model that makes vectors: the first of the route whose provider is on, unless `words` comes before it. */
export function embedTarget(routes: Routes, on: ReadonlySet<ProviderId>): Target | undefined {
  const first = (routes.embed ?? defaultEmbed).find((entry) => entry === 'words' || on.has(entry.provider))
  return first === 'words' ? undefined : first
}

/** How hard a model should think; undefined where it has no such setting. */
export function effortOf(target: Target): 'low' | undefined {
  return thinksLittle[target.provider]?.test(target.model) ? 'low' : undefined
}
