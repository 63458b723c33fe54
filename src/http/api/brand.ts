// The brand: what Leopost knows when it writes.
import { createRoute, z } from '@hono/zod-openapi'
import { isZone } from '../../core/time/zones.ts'
import { languages, platformIds } from '../../db/words.ts'
import { type KnownBrand, readBrand, setBrand, websiteOf } from '../brand.ts'
import type { House } from '../house.ts'
import { answers, body, createRoutes, json } from './routes.ts'
import { brand, moment, someWords, words } from './schema.ts'

const fact = z.union([someWords(2_000), z.object({ text: someWords(2_000), until: moment.nullish() })])

const change = z
  .object({
    name: someWords(120),
    website: words(2_000)
      .refine((said) => said === '' || websiteOf(said) !== undefined, 'not the address of a website')
      .nullish(),
    voice: words(2_000).nullish(),
    audience: words(2_000).nullish(),
    colour: z
      .string()
      .regex(/^#[\da-f]{6}$/i)
      .nullish()
      .openapi({ example: '#1f4e5f' }),
    industry: words(200).nullish(),
    zone: z.string().refine(isZone, 'not a time zone like Europe/Rome').openapi({ example: 'Europe/Rome' }),
    language: z.enum(languages),
    platforms: z
      .array(z.enum(platformIds))
      .max(20)
      .nullish()
      .openapi({ description: 'Null means every connected one' }),
    rules: z.array(someWords(2_000)).max(200).optional(),
    facts: z.array(fact).max(200).optional(),
  })
  .openapi('BrandChange', { description: 'What is left out stays as it is; null forgets it' })

const read = createRoute({
  method: 'get',
  path: '/brand',
  summary: 'The brand',
  responses: answers({ 200: json(brand) }),
})

const put = createRoute({
  method: 'put',
  path: '/brand',
  summary: 'Set the brand; the chat does not ask about it again',
  request: body(change),
  responses: answers({ 200: json(brand) }),
})

/** `GET` and `PUT /brand`. */
export function brandRoutes(house: House) {
  return createRoutes()
    .openapi(read, async (c) => c.json(shown(await readBrand(house, c.get('asker'))), 200))
    .openapi(put, async (c) => {
      const { name, zone, language, platforms, rules, facts, ...texts } = c.req.valid('json')
      const asker = c.get('asker')
      await setBrand(house, asker, {
        name,
        zone,
        language,
        ...mended(texts),
        ...(platforms !== undefined && { platforms: platforms === null || platforms.length === 0 ? null : platforms }),
        ...(rules !== undefined && { rules }),
        ...(facts !== undefined && { facts: facts.map(factOf) }),
      })
      return c.json(shown(await readBrand(house, asker)), 200)
    })
}

/** Empty is forgotten, a bare host becomes an address, and what was left out stays out. */
function mended(
  texts: Partial<Record<'website' | 'voice' | 'audience' | 'colour' | 'industry', string | null | undefined>>,
) {
  const { website } = texts
  const full = website ? { ...texts, website: websiteOf(website) ?? null } : texts
  const given = Object.entries(full).filter(([, text]) => text !== undefined)
  return Object.fromEntries(given.map(([name, text]) => [name, text || null]))
}

function factOf(given: z.infer<typeof fact>): { text: string; until: Date | null } {
  if (typeof given === 'string') return { text: given, until: null }
  return { text: given.text, until: given.until ? new Date(given.until) : null }
}

function shown(known: KnownBrand): z.infer<typeof brand> {
  const { name, website, voice, audience, colour, industry, zone, language, platforms, rules, facts, setUpAt } = known
  return {
    ...{ name, website, voice, audience, colour, industry, zone, language, platforms, rules },
    facts: facts.map(({ text, until }) => ({ text, until: until?.toISOString() ?? null })),
    isSetUp: setUpAt !== null,
  }
}
