// Routes as they are written, and what calls cost.
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../src/config.ts'
import { defaultRoutes } from '../../../src/core/ai/defaults.ts'
import { type ProviderId, providerIds } from '../../../src/core/ai/model.ts'
import { costOf, listPrices } from '../../../src/core/ai/prices.ts'
import { readRoute, routeFor } from '../../../src/core/ai/routes.ts'

describe('a route', () => {
  it.each([
    ['openai:gpt-6-sol', [{ provider: 'openai', model: 'gpt-6-sol' }]],
    [
      ' anthropic:a , compatible:llama3:8b ',
      [
        { provider: 'anthropic', model: 'a' },
        { provider: 'compatible', model: 'llama3:8b' },
      ],
    ],
    ['gemini:g,words', [{ provider: 'gemini', model: 'g' }, 'words']],
    ['openai', undefined],
    ['openai:', undefined],
    ['nobody:x', undefined],
    ['', undefined],
    ['openai:a,,openai:b', undefined],
  ])('%j is read', (text, route) => {
    expect(readRoute(text)).toEqual(route)
  })

  it('leaves out providers that are off; a revision follows the route of drafts', () => {
    const on = new Set<ProviderId>(['openai'])
    expect(routeFor('draft', {}, on).map((one) => one !== 'words' && one.provider)).toEqual(['openai'])
    const draft = readRoute('anthropic:a,openai:b')
    expect(routeFor('revise', { draft }, on)).toEqual([{ provider: 'openai', model: 'b' }])
  })

  it('is wrong configuration where it cannot be read, and tells the variable', () => {
    const read = () => readConfig({ AI_ROUTE_DRAFT: 'gpt', AI_ROUTE_EMBED: 'openai:e', OPENAI_BASE_URL: 'no' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(/AI_ROUTE_DRAFT: not a route[\s\S]*|OPENAI_BASE_URL/)
  })

  it('a provider is on when its key or its address is set', () => {
    const { models } = readConfig({
      GEMINI_API_KEY: 'k',
      COMPATIBLE_BASE_URL: 'http://127.0.0.1:11434/v1',
      OPENAI_API_KEY: ' ',
    })
    expect(models.anthropic).toBeUndefined()
    expect(models.openai).toBeUndefined()
    expect(models.gemini).toEqual({ apiKey: 'k', baseUrl: undefined })
    expect(models.compatible).toEqual({ apiKey: undefined, baseUrl: 'http://127.0.0.1:11434/v1' })
  })
})

describe('the cost', () => {
  const prices = { 'openai:a': { read: 2, written: 10, cached: 0.5 }, 'openai:b': { read: 1, written: 20 } }
  const none = new Set<ProviderId>()
  const usage = { tokensIn: 1000, tokensOut: 100, cached: 400, stored: 0 }

  it.each([
    ['a known model', 'a', 600 * 2 + 400 * 0.5 + 100 * 10],
    ['a dated name of it', 'a-2026-09-01', 600 * 2 + 400 * 0.5 + 100 * 10],
    ['a model without a price for cached tokens', 'b', 1000 * 1 + 100 * 20],
    ['an unknown model: the dearest of each', 'c', 1000 * 2 + 100 * 20],
    ['a name that only begins like a known one', 'a-mini', 1000 * 2 + 100 * 20],
  ])('of %s', (_, model, micros) => {
    expect(costOf({ prices, local: none }, { provider: 'openai', model }, usage)).toBe(micros)
  })

  it('is rounded up to whole micro-dollars, and zero only for nothing', () => {
    const tiny = { tokensIn: 1, tokensOut: 0, cached: 1, stored: 0 }
    expect(costOf({ prices: listPrices, local: none }, { provider: 'openai', model: 'gpt-6-luna' }, tiny)).toBe(1)
    expect(
      costOf(
        { prices: listPrices, local: none },
        { provider: 'openai', model: 'x' },
        { ...tiny, tokensIn: 0, cached: 0 },
      ),
    ).toBe(0)
  })

  it('has a price for every model that is asked by default, the own server excepted', () => {
    const named = Object.values(defaultRoutes)
      .flat()
      .filter((target) => target.provider !== 'compatible')
    for (const { provider, model } of named) expect(listPrices).toHaveProperty([`${provider}:${model}`])
    expect(new Set(named.map((one) => one.provider)).size).toBe(providerIds.length - 1)
  })
})
