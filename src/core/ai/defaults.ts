// The models that are asked where the configuration names none, and how patient Leopost is with them. Data only.
import type { ProviderId } from './model.ts'
import type { Target } from './routes.ts'
import type { Patience } from './watch.ts'

/** For each task, the models in the order in which they are asked; those of providers that are off are left out. */
export const defaultRoutes: Record<'draft' | 'revise' | 'understand', readonly Target[]> = {
  draft: [
    { provider: 'anthropic', model: 'claude-sonnet-5-5' },
    { provider: 'openai', model: 'gpt-6-sol' },
    { provider: 'gemini', model: 'gemini-3.6-flash' },
    // Many servers have one model and take any name for it; the others need a route that names theirs.
    { provider: 'compatible', model: 'default' },
  ],
  revise: [
    { provider: 'anthropic', model: 'claude-sonnet-5-5' },
    { provider: 'openai', model: 'gpt-6-sol' },
    { provider: 'gemini', model: 'gemini-3.6-flash' },
    { provider: 'compatible', model: 'default' },
  ],
  understand: [
    { provider: 'anthropic', model: 'claude-haiku-5-5' },
    { provider: 'openai', model: 'gpt-6-luna' },
    { provider: 'gemini', model: 'gemini-3.1-flash-lite' },
    { provider: 'compatible', model: 'default' },
  ],
}

/** The models that make vectors. A compatible server needs a route that names its model. */
export const defaultEmbed: readonly Target[] = [
  { provider: 'openai', model: 'text-embedding-3-small' },
  { provider: 'gemini', model: 'gemini-embedding-001' },
]

/** The models that listen. A compatible server needs a route that names its model. */
export const defaultTranscribe: readonly Target[] = [{ provider: 'openai', model: 'gpt-4o-transcribe' }]

/** The models that make pictures. A compatible server needs a route that names its model. */
export const defaultPicture: readonly Target[] = [{ provider: 'openai', model: 'gpt-image-1' }]

/** The models that say what a picture shows: cheap ones that see. A compatible server needs a route that names its model. */
export const defaultDescribe: readonly Target[] = [
  { provider: 'anthropic', model: 'claude-haiku-5-5' },
  { provider: 'openai', model: 'gpt-6-luna' },
  { provider: 'gemini', model: 'gemini-3.1-flash-lite' },
]

/** The cheap models, asked when most of a budget is spent. */
export const defaultCheap: readonly Target[] = [
  { provider: 'anthropic', model: 'claude-haiku-5-5' },
  { provider: 'openai', model: 'gpt-6-luna' },
  { provider: 'gemini', model: 'gemini-3.1-flash-lite' },
  { provider: 'compatible', model: 'default' },
]

/** Models that think before they write and can be told to think little: the first word should come soon. */
export const thinksLittle: Partial<Record<ProviderId, RegExp>> = {
  anthropic: /^claude-(?:sonnet-5|opus-5|haiku-5|fable-5)/,
  openai: /^gpt-(?:5|6)/,
  gemini: /^gemini-3/,
}

/** A post is short; thinking counts too. */
export const mostTokens = 8_000

/** What a message asks for is told in few words. */
export const mostTokensUnderstood = 2_000

/** An answer longer than this is not a post. */
export const mostCharacters = 40_000

export const defaultPatience: Patience = { firstMs: 30_000, silenceMs: 20_000, wholeMs: 120_000 }

/** After so many failures in a row a model is not asked at all until it has rested. */
export const failuresToOpen = 3

/** A model that failed in a way that takes a while to mend is asked last, or not at all, for so long. */
export const restMs = 60_000
