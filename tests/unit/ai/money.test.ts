// Routes as they are written, and what calls cost.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../src/config.ts'
import { dearestCost } from '../../../src/core/ai/ask.ts'
import { defaultCheap, defaultEmbed, defaultRoutes } from '../../../src/core/ai/defaults.ts'
import { type ProviderId, providerIds } from '../../../src/core/ai/model.ts'
import { ownRoutes } from '../../../src/core/ai/own.ts'
import { costOf, listPrices } from '../../../src/core/ai/prices.ts'
import { nameOf, type Route, readRoute, routeFor } from '../../../src/core/ai/routes.ts'

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

describe('a file of prices', () => {
  it('goes over those that come with Leopost; a wrong one stops the start and says where', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leopost-prices-'))
    const good = join(folder, 'good.json')
    writeFileSync(good, '{"compatible:house": {"read": 0.1, "written": 0.4}}')
    expect(readConfig({ AI_PRICES: good }).models.prices).toEqual({ 'compatible:house': { read: 0.1, written: 0.4 } })
    for (const [name, text] of [
      ['shape', '{"house": {"read": 1}}'],
      ['value', '{"openai:a": {"read": -1}}'],
      ['json', 'no'],
    ]) {
      const bad = join(folder, `${name}.json`)
      writeFileSync(bad, text ?? '')
      expect(() => readConfig({ AI_PRICES: bad })).toThrow(`AI_PRICES: ${bad} is no file of prices`)
    }
    expect(() => readConfig({ AI_PRICES: join(folder, 'none.json') })).toThrow(ConfigError)
    rmSync(folder, { recursive: true })
  })
})

describe('the routes of a workspace with keys of its own', () => {
  const on = new Set<ProviderId>(['anthropic', 'openai'])
  const names = (route: Route | undefined) => route?.map((one) => (one === 'words' ? one : nameOf(one)))

  it('ask its own models first, then those of the installation, each provider once', () => {
    const routes = ownRoutes([{ provider: 'openai', apiKey: 'k', model: 'mine' }], {}, on)
    expect(names(routes.draft)).toEqual(['openai:mine', 'anthropic:claude-sonnet-5-5'])
    expect(names(routes.cheap)).toEqual(['openai:mine', 'anthropic:claude-haiku-5-5'])
  })

  it('take the usual models where none is named', () => {
    const routes = ownRoutes([{ provider: 'gemini', apiKey: 'k' }], { draft: readRoute('openai:a,words') }, on)
    expect(names(routes.draft)).toEqual(['gemini:gemini-3.6-flash', 'openai:a', 'words'])
    expect(names(routes.understand)?.[0]).toBe('gemini:gemini-3.1-flash-lite')
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

  it('of a model on a machine of one’s own is nothing, unless it has a price', () => {
    const local = new Set<ProviderId>(['compatible'])
    const cost = (model: string) =>
      costOf({ prices: { ...prices, 'compatible:paid': { read: 1 } }, local }, { provider: 'compatible', model }, usage)
    expect(cost('llama3:8b')).toBe(0)
    expect(cost('paid')).toBe(1_000)
    expect(costOf({ prices, local }, { provider: 'gemini', model: 'x' }, usage)).toBeGreaterThan(0)
  })

  it('of sound is by the minute and of pictures by the piece; an unknown model costs as the dearest there too', () => {
    const priced = { prices: { 'openai:ear': { minute: 0.006 }, 'openai:eye': { picture: 0.04 } }, local: none }
    const nothing = { tokensIn: 0, tokensOut: 0, cached: 0, stored: 0 }
    expect(costOf(priced, { provider: 'openai', model: 'ear' }, { ...nothing, seconds: 90 })).toBe(9_000)
    expect(costOf(priced, { provider: 'openai', model: 'eye' }, { ...nothing, pictures: 2 })).toBe(80_000)
    expect(costOf(priced, { provider: 'openai', model: 'x' }, { ...nothing, seconds: 60, pictures: 1 })).toBe(46_000)
  })

  it('is never more than what was reserved for it', () => {
    const priced = { prices: listPrices, local: none }
    const request = { stable: 'Sì, è così: '.repeat(90), ask: '👩‍👩‍👧 '.repeat(20), maxTokens: 500 }
    const target = { provider: 'anthropic', model: 'claude-sonnet-5-5' } as const
    const tokensIn = Buffer.byteLength(request.stable + request.ask)
    const dearest = dearestCost(priced, target, request)
    for (const [cached, stored] of [
      [0, 0],
      [tokensIn, 0],
      [0, tokensIn],
    ] as const)
      expect(costOf(priced, target, { tokensIn, tokensOut: 500, cached, stored })).toBeLessThanOrEqual(dearest)
  })

  it('has a price for every model that is asked by default, the own server excepted', () => {
    const named = Object.values(defaultRoutes)
      .flat()
      .filter((target) => target.provider !== 'compatible')
    named.push(...defaultCheap.filter((target) => target.provider !== 'compatible'), ...defaultEmbed)
    for (const { provider, model } of named) expect(listPrices).toHaveProperty([`${provider}:${model}`])
    expect(new Set(named.map((one) => one.provider)).size).toBe(providerIds.length - 1)
  })
})
