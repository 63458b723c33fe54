// Where words fold and how pictures lie, from tables.
import { describe, expect, it } from 'vitest'
import { linkedinLooks } from '../../../src/channels/social/linkedin/rules.ts'
import { cellsOf } from '../../../src/core/preview/cells.ts'
import { aboveFold } from '../../../src/core/preview/looks.ts'

const fold = { characters: 40, lines: 2, say: 'more' }
const wide = { width: 1600, height: 800 }
const high = { width: 900, height: 1600 }

describe('the fold', () => {
  it('is not there on a network that shows all', () => {
    expect(aboveFold('x'.repeat(900), undefined)).toEqual({ shown: 'x'.repeat(900), rest: '' })
  })
  it('falls between two words and loses none of them', () => {
    const text = 'The first coffee is on us until the last bean in the house is gone.'
    const { shown, rest } = aboveFold(text, fold)
    expect(shown).toBe('The first coffee is on us until the last')
    expect(`${shown} ${rest}`).toBe(text)
  })
  it('falls after so many lines, empty ones and long ones counted', () => {
    expect(aboveFold('One.\n\nThree is below the fold.', { ...fold, characters: 400 }).rest).toBe(
      'Three is below the fold.',
    )
    const long = 'word '.repeat(40).trim()
    expect(aboveFold(long, { characters: 400, lines: 2, say: 'more' }).shown.length).toBeLessThan(150)
  })
  it('hides nothing that is hardly longer', () => {
    expect(aboveFold('x'.repeat(45), fold)).toEqual({ shown: 'x'.repeat(45), rest: '' })
  })
  it('cuts no sign in two', () => {
    const { shown, rest } = aboveFold('👩‍🍳'.repeat(30), fold)
    expect(shown).toBe('👩‍🍳'.repeat(shown.length / 5))
    expect(shown.length + rest.length).toBe(150)
  })
})

describe('pictures', () => {
  it('of a high shape are cut to what the network shows', () => {
    const [[cell] = []] = cellsOf([high], linkedinLooks, 500).columns
    expect(cell).toMatchObject({ width: 500, height: 625 })
    expect(cell?.cut).toBeCloseTo(1 - 0.5625 / 0.8)
  })
  it('that fit are not cut', () => {
    expect(cellsOf([wide], linkedinLooks, 500).columns[0]?.[0]).toMatchObject({ width: 500, height: 250, cut: 0 })
  })
  it('beyond four are counted on the last', () => {
    const cells = cellsOf([wide, wide, high, wide, wide, wide], linkedinLooks, 500)
    expect(cells.columns.flat().map(({ index }) => index)).toEqual([0, 2, 1, 3])
    expect(cells.more).toBe(2)
  })
  it('that are swiped all take the shape of the first', () => {
    const looks = { ...linkedinLooks, pictures: { ...linkedinLooks.pictures, several: 'row' as const } }
    const { columns, isRow } = cellsOf([wide, high, wide], looks, 500)
    const [first, second] = columns.flat()
    expect(isRow).toBe(true)
    expect([second?.width, second?.height]).toEqual([first?.width, first?.height])
    expect(second?.cut).toBeGreaterThan(0.5)
  })
})
