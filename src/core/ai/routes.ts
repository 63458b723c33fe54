// Routes: which models a task asks, in order. Written as "provider:model,provider:model"; "words" asks nobody.
import {
  defaultCheap,
  defaultDescribe,
  defaultEmbed,
  defaultPicture,
  defaultRoutes,
  defaultTranscribe,
  thinksLittle,
} from './defaults.ts'
import { type ProviderId, providerIds } from './model.ts'

/** One model of one provider. */
export type Target = { provider: ProviderId; model: string }

/** What a route asks, in order; `words` ends it with the person's own words. */
export type Route = readonly (Target | 'words')[]

/** Routes as they were configured, by task. */
export type Routes = Partial<
  Record<
    'draft' | 'revise' | 'understand' | 'cheap' | 'embed' | 'transcribe' | 'describe' | 'picture',
    Route | undefined
  >
>

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

/** The tasks that are asked in words. */
export type Task = 'draft' | 'revise' | 'understand'

/** What a task asks of the providers that are on: its own route, else for a revision that of drafts, else the defaults. */
export function routeFor(task: Task, routes: Routes, on: ReadonlySet<ProviderId>): Route {
  const own = routes[task] ?? (task === 'revise' ? routes.draft : undefined)
  return (own ?? defaultRoutes[task]).filter((entry) => entry === 'words' || on.has(entry.provider))
}

/** The cheap models of the providers that are on. */
export function cheapRoute(routes: Routes, on: ReadonlySet<ProviderId>): Route {
  // Who named the model of a server of their own has perhaps no other there.
  const usual = defaultCheap.filter(({ provider }) => routes.draft === undefined || provider !== 'compatible')
  const named = routes.cheap ?? usual
  return named.filter((entry) => entry === 'words' || on.has(entry.provider))
}

/** The models of a route up to `words`. */
export function targetsOf(route: Route): Target[] {
  const ownWords = route.indexOf('words')
  return (ownWords < 0 ? route : route.slice(0, ownWords)).filter((entry) => entry !== 'words')
}

/** "provider:model" */
export function nameOf(target: Target): string {
  return `${target.provider}:${target.model}`
}

/** The one model that makes vectors: the first of the route whose provider is on, unless `words` comes before it. */
export function embedTarget(routes: Routes, on: ReadonlySet<ProviderId>): Target | undefined {
  const first = (routes.embed ?? defaultEmbed).find((entry) => entry === 'words' || on.has(entry.provider))
  return first === 'words' ? undefined : first
}

/** The models that listen to recordings, of the providers that can. */
export function listeningTargets(routes: Routes, on: ReadonlySet<ProviderId>): Target[] {
  return targetsOf(routes.transcribe ?? defaultTranscribe).filter(({ provider }) => on.has(provider))
}

/** The models that make pictures, of the providers that can. */
export function drawingTargets(routes: Routes, on: ReadonlySet<ProviderId>): Target[] {
  return targetsOf(routes.picture ?? defaultPicture).filter(({ provider }) => on.has(provider))
}

/** The models that are shown pictures. */
export function describingTargets(routes: Routes, on: ReadonlySet<ProviderId>): Target[] {
  return targetsOf(routes.describe ?? defaultDescribe).filter(({ provider }) => on.has(provider))
}

/** How hard a model should think; undefined where it has no such setting. */
export function effortOf(target: Target): 'low' | undefined {
  return thinksLittle[target.provider]?.test(target.model) ? 'low' : undefined
}
