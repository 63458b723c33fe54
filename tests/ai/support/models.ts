// A gateway on a simulated provider that somebody else wrote, and what it showed and wrote down.
import { type FixtureOpts, LLMock } from '@copilotkit/aimock'
import { createGateway, createProviders } from '../../../src/core/ai/create.ts'
import type { Gateway, WriteRequest, Written } from '../../../src/core/ai/gateway.ts'
import type { ProviderId } from '../../../src/core/ai/model.ts'
import { listPrices, type Prices } from '../../../src/core/ai/prices.ts'
import type { Purse, Spending } from '../../../src/core/ai/purse.ts'
import { type Routes, readRoute } from '../../../src/core/ai/routes.ts'
import type { Patience } from '../../../src/core/ai/watch.ts'
import type { Delta } from '../../../src/core/chat.ts'

/** What a simulated model answers, in order; the last answer again and again. */
export type Answer =
  | { content: string; usage?: Record<string, number> }
  | { error: { message: string }; status: number }

/** A simulated provider for both wire formats. */
export async function startProvider(answers: Answer[] = [], options: FixtureOpts = {}) {
  const mock = new LLMock({ port: 0 })
  const queue = [...answers]
  const next = () => {
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    if (answer === undefined) throw new Error('nothing to answer')
    return answer
  }
  if (answers.length > 0) mock.on({}, next, { chunkSize: 7, ...options })
  await mock.start()
  return {
    mock,
    anthropic: mock.url,
    openai: `${mock.url}/v1`,
    /** The bodies it was sent, as they were written. */
    bodies: () => mock.getRequests().map((entry) => JSON.stringify(entry.body)),
    calls: () => mock.getRequests().length,
    stop: () => mock.stop(),
  }
}

export type Provider = Awaited<ReturnType<typeof startProvider>>

/** The address a provider's SDK wants. */
export function addressOf(provider: Provider, wire: ProviderId): string {
  return wire === 'anthropic' ? provider.anthropic : provider.openai
}

export const patience: Patience = { firstMs: 2_000, silenceMs: 2_000, wholeMs: 10_000 }

export type Opened = { gateway: Gateway; rows: (Spending & { workspaceId: string })[]; log: string[] }

/** A purse without a limit that writes into a list. */
export function purseInto(rows: Opened['rows']): Purse {
  return {
    reserve: async () => ({ kind: 'held', id: 'one', isTight: false }),
    settle: async (workspaceId, row) => void rows.push({ workspaceId, ...row }),
    release: async () => undefined,
  }
}

/** A gateway with these providers at these addresses. */
export function openGateway(
  route: string | Routes,
  at: Partial<Record<ProviderId, string>>,
  more: { patience?: Partial<Patience>; prices?: Prices; apiKey?: string; now?: () => number } = {},
): Opened {
  const rows: Opened['rows'] = []
  const log: string[] = []
  const line = (fields: object, text: string) => void log.push(`${text} ${JSON.stringify(fields)}`)
  const access = (id: ProviderId) => {
    const baseUrl = at[id]
    return baseUrl === undefined ? undefined : { apiKey: more.apiKey ?? 'a-key', baseUrl }
  }
  const gateway = createGateway({
    providers: createProviders({
      anthropic: access('anthropic'),
      openai: access('openai'),
      gemini: access('gemini'),
      compatible: access('compatible'),
    }),
    routes: typeof route === 'string' ? { draft: readRoute(route), revise: readRoute(route) } : route,
    prices: more.prices ?? listPrices,
    purse: purseInto(rows),
    log: { debug: line, info: line, warn: line, error: line },
    now: more.now ?? Date.now,
    patience: { ...patience, ...more.patience },
  })
  if (gateway === undefined) throw new Error('no gateway')
  return { gateway, rows, log }
}

export const bluesky = { platform: 'bluesky', name: 'Bluesky', limit: 300, unit: 'graphemes', parts: 1 } as const
export const mastodon = { platform: 'mastodon', name: 'Mastodon', limit: 500, unit: 'mastodon', parts: 1 } as const

/** A request for two networks; what is shown goes to `shown`. */
export function request(more: Partial<WriteRequest> = {}): WriteRequest & { shown: Delta[] } {
  const shown: Delta[] = []
  return {
    task: 'draft',
    workspaceId: 'w1',
    key: '1/draft/message:1',
    brand: { name: 'Bar Luce', voice: 'like a neighbour', audience: null, language: 'it', rules: [], facts: [] },
    networks: [bluesky, mastodon],
    idea: 'Our new place opens on Monday at eight.',
    signal: new AbortController().signal,
    onDelta: (delta) => void shown.push(delta),
    ...more,
    shown,
  }
}

/** What a person sees of the deltas in the end, by network. */
export function seen(shown: readonly Delta[]): Record<string, string> {
  let texts: Record<string, string> = {}
  for (const delta of shown) {
    if ('reset' in delta) texts = {}
    else texts[delta.platform ?? ''] = (texts[delta.platform ?? ''] ?? '') + delta.text
  }
  return texts
}

/** The texts as a plain object. */
export function textsOf(written: Written): Record<string, string> {
  return Object.fromEntries(written.texts)
}
