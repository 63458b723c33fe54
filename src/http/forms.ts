// The page of the brand, with what its form sends.
import { Hono } from 'hono'
import { colourOf, readColour } from '../core/drawing/colour.ts'
import { resolve, toWall } from '../core/time/wall.ts'
import { isZone } from '../core/time/zones.ts'
import { languages } from '../db/words.ts'
import { atMost } from './body.ts'
import { type BrandChange, readBrand, setBrand, websiteOf } from './brand.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { mayApprove } from './identify.ts'
import { brandPage } from './pages/brand.ts'
import { ProblemError } from './problem.ts'
import { refusing } from './refusing.ts'

const longestText = 2_000
const mostLines = 200

/** `/brand`, with what its form sends. */
export function formRoutes(house: House) {
  const guards = [ownWrites(house), atMost(1_000_000, 'This is too large: a form has at most 1 MB.')] as const

  const brand = async ({ asker, desk }: OpenDesk, said?: string) => {
    const known = await readBrand(house, asker)
    return brandPage(desk, {
      name: known.name,
      website: known.website ?? '',
      voice: known.voice ?? '',
      audience: known.audience ?? '',
      colour: colourOf(known),
      zone: known.zone,
      postLanguage: known.language,
      rules: known.rules,
      facts: known.facts.map(({ text, until }) => ({ text, until: lastDay(until, known.zone) })),
      zones: Intl.supportedValuesOf('timeZone'),
      mayChange: mayApprove(asker),
      ...(said !== undefined && { said }),
    })
  }

  return new Hono<Env>()
    .get('/brand', (c) => atDesk(house, c, async (open) => c.html(await brand(open))))
    .post('/brand', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const form = await c.req.parseBody({ all: true })
        return refusing(
          () => setBrand(house, open.asker, changeOf(form)),
          () => c.redirect('/brand', 303),
          async (said, status) => c.html(await brand(open, said), status),
        )
      }),
    )
}

type Form = Record<string, string | File | (string | File)[]>

function changeOf(form: Form): BrandChange {
  const [name, website, zone] = [one(form, 'name'), one(form, 'website'), one(form, 'zone')]
  const language = languages.find((known) => known === one(form, 'language'))
  if (name === '') throw new ProblemError(422, 'A brand needs a name.')
  if (website !== '' && websiteOf(website) === undefined)
    throw new ProblemError(422, `“${website}” is not the address of a website.`)
  if (!isZone(zone) || language === undefined)
    throw new ProblemError(422, 'Choose a clock and a language from the lists.')
  const colour = readColour(one(form, 'colour'))
  const untils = many(form, 'until')
  const facts = many(form, 'fact').map((text, i) => ({ text, until: endOfDay(untils[i] ?? '', zone) }))
  return {
    name,
    zone,
    language,
    website: website === '' ? null : (websiteOf(website) ?? null),
    voice: one(form, 'voice') || null,
    audience: one(form, 'audience') || null,
    // A page from before it had one sends none: the colour stays.
    ...(colour !== undefined && { colour }),
    rules: many(form, 'rule').filter((rule) => rule !== ''),
    facts: facts.filter((fact) => fact.text !== ''),
  }
}

function one(form: Form, name: string): string {
  return many(form, name)[0] ?? ''
}

function many(form: Form, name: string): string[] {
  const list = [form[name] ?? []].flat().slice(0, mostLines)
  return list.map((text) =>
    typeof text === 'string' ? text.replaceAll('\0', '').toWellFormed().trim().slice(0, longestText) : '',
  )
}

/** A fact is true until its day is over where the brand is. */
function endOfDay(date: string, zone: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) return null
  const found = resolve({ date, time: '23:59', zone })
  return found.kind === 'overlap' ? found.later : found.at
}

function lastDay(until: Date | null, zone: string): string {
  return until === null ? '' : toWall(until, zone).date
}
