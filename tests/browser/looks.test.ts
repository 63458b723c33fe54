// Every page on a small screen, in light and dark, and for those who do not see it.
import { describe, expect, it } from 'vitest'
import { faint, unnamed } from './support/audit.ts'
import { freshChoices, openingCard, variant } from './support/cards.ts'
import { visitors } from './support/visitor.ts'

const { visitor, why } = await visitors()

describe.skipIf(why !== undefined)(why === undefined ? 'the pages' : `the pages (skipped: ${why})`, () => {
  it('fits every page into 360 pixels, with targets of 44', async () => {
    await visitor.open({ viewport: { width: 360, height: 740 } })
    const long = {
      ...variant('x', `${'Longword'.repeat(30)} https://example.com/${'a'.repeat(90)}`, 312, 280),
      problems: ['32 too many.'],
    }
    await visitor.installation.say({ text: 'Here.', card: openingCard({ variants: [long] }), choices: freshChoices() })
    await visitor.visit()
    await visitor.choice('Approve').waitFor()
    for (const path of [
      '',
      'calendar',
      'connections',
      'brand',
      'practice',
      'sign-in',
      'sign-in/used',
      'sign-in/ways',
      'none',
    ]) {
      if (path !== '') await visitor.page.goto(`${visitor.installation.origin}/${path}`)
      const width = await visitor.page.evaluate<number>('document.documentElement.scrollWidth')
      expect(width, path).toBeLessThanOrEqual(360)
      for (const target of await visitor.page.getByRole('button').or(visitor.page.locator('nav a')).all()) {
        const box = await target.boundingBox()
        expect(box?.height ?? 44, `${path} ${await target.textContent()}`).toBeGreaterThanOrEqual(44)
      }
    }
  })

  it('gives a name to everything that can be used, and reads well in light and dark', async () => {
    await visitor.installation.say({ text: 'Here.', card: openingCard(), choices: freshChoices() })
    for (const colorScheme of ['light', 'dark'] as const) {
      await visitor.open({ colorScheme })
      await visitor.visit()
      await visitor.choice('Approve').waitFor()
      for (const path of ['', 'calendar', 'connections', 'brand', 'practice', 'sign-in', 'sign-in/ways']) {
        if (path !== '') await visitor.page.goto(`${visitor.installation.origin}/${path}`)
        expect(await visitor.page.evaluate(unnamed), `${path} names`).toEqual([])
        expect(await visitor.page.evaluate(faint), `${path} ${colorScheme}`).toEqual([])
        expect(await visitor.page.locator('h1').count(), `${path} headings`).toBe(1)
      }
    }
  })
})
