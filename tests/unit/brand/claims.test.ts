// What nobody told: numbers and names that are in no source, and what was said before.
import { describe, expect, it } from 'vitest'
import { claims } from '../../../src/core/brand/claims.ts'
import { repeats } from '../../../src/core/brand/repeats.ts'

const wordsOf = (text: string, ...sources: string[]) => claims(text, sources).map((one) => one.words)

describe('claims', () => {
  it.each<[string, string, string[]]>([
    ['We open on Monday at 8 in via Roma.', 'we open monday at eight in via roma', []],
    ['Doors open at 20:00.', 'doors at 8 pm', []],
    ['The first 50 guests pay nothing.', 'first guests pay nothing', ['50']],
    ['Prices are down 40%.', 'prices are down', ['40%']],
    ['It costs 1,30 €.', 'an espresso is 1.30', []],
    ['Ten years and 3 ovens later.', 'three ovens, 10 years', []],
    ['Our baker Marco Rossi came from Naples.', 'our baker came', ['Marco Rossi', 'Naples']],
    ['With Anna at the counter.', 'anna is at the counter', []],
    ['Il pane è di Ugo, e costa 2 euro.', 'il pane è di ugo', ['2']],
    ["Trieste's best bench is ours.", 'trieste bench', []],
    ['The menu is at https://barluce.example/menu2 and #Autumn24.', '', []],
    ['Breakfast: Eggs and toast.', '', []],
  ])('in “%s”, told “%s”: %j', (text, source, found) => {
    expect(wordsOf(text, source)).toEqual(found)
  })

  it('takes what is in any of the sources', () => {
    expect(wordsOf('At Bar Luce with Ugo, at 9.', 'at nine', 'Bar Luce', 'Ugo bakes')).toEqual([])
    expect(wordsOf('At Bar Luce with Ugo, at 9.', 'at nine', 'Bar Luce')).toEqual(['Ugo'])
  })
})

describe('repetition', () => {
  const before = 'On Monday at eight we open the new place and the first coffee is on us.'

  it('finds what was said before, with the longest run that is the same', () => {
    const [found] = repeats('Hello. On Monday at eight we open the new place and bring cake.', [before])
    expect(found).toMatchObject({ tell: 'repeats', words: 'On Monday at eight we open the new place and' })
  })

  it('lets a line come again in a new text', () => {
    const text =
      'Yesterday the oven broke at six, Ugo came by bike with a wrench, and there was bread before nine for all who waited. The first coffee is on us.'
    expect(repeats(text, [before])).toEqual([])
    expect(repeats('Short.', [before, 'Short.'])).toEqual([])
  })
})
