// Every rule of the gate, tried on its own examples both ways, and what a whole text adds up to.
import { describe, expect, it } from 'vitest'
import { lint, phraseRules } from '../../../src/core/brand/tells/lint.ts'
import { phraseFinder } from '../../../src/core/brand/tells/phrases.ts'
import { shapes } from '../../../src/core/brand/tells/shapes.ts'
import { leastScore, scoreOf } from '../../../src/core/brand/tells/tell.ts'
import { wordsOf } from '../../../src/core/brand/tells/words.ts'

const kindsIn = (text: string) => lint(text).map((one) => one.tell)

describe.each(phraseRules.map((rule, i) => ({ ...rule, name: `${i < 4 ? 'English' : 'Italian'} ${rule.tell}` })))(
  '$name',
  (rule) => {
    it.each(rule.hits)('finds it in: %s', (text) => {
      expect(kindsIn(text)).toContain(rule.tell)
    })
    it.each(rule.misses)('finds nothing in: %s', (text) => {
      expect(kindsIn(text)).not.toContain(rule.tell)
    })
  },
)

describe.each(shapes)('$tell', (rule) => {
  it.each(rule.hits)('finds it in: %s', (text) => {
    expect(kindsIn(text)).toContain(rule.tell)
  })
  it.each(rule.misses)('finds nothing in: %s', (text) => {
    expect(kindsIn(text)).not.toContain(rule.tell)
  })
})

describe('the linter', () => {
  it('finds every phrase of its data, as it is written there', () => {
    for (const rule of phraseRules)
      for (const phrase of rule.phrases) {
        const said = phrase
          .split(' ')
          .map((part) =>
            part === '...'
              ? 'x'
              : (part
                  .replace(/^\(|\)$/g, '')
                  .split('|')[0]
                  ?.replace('*', '') ?? ''),
          )
          .join(' ')
        const alone = phraseFinder([{ ...rule, phrases: [phrase] }])
        expect(alone(wordsOf(said)), phrase).toHaveLength(1)
      }
  })

  it('says where it stands, whatever comes before', () => {
    const text = 'È così — ☕: In the bar we delve into it.'
    const [found] = lint(text)
    expect(text.slice(found?.start, found?.end)).toBe(found?.words)
    expect(found?.words).toBe('delve')
  })

  it('lets what a founder writes through and stops what a machine writes', () => {
    const founder = [
      'Monday at eight we open the new place. The first coffee is on us.',
      'Yesterday the first customer came in with her dog. We had no bowl, so it drank from a cappuccino cup.',
      'Lunedì alle otto apriamo in via Roma. Il primo caffè lo offriamo noi.',
      'Ieri il forno si è rotto alle sei. Ugo è arrivato in bici con la chiave inglese e alle nove c’era il pane.',
    ]
    const machine = [
      "In today's fast-paced world, finding a moment of calm is more than just a luxury. At Bar Luce, we're not just serving coffee — we're crafting unforgettable experiences — one cup at a time. ✨ Tell us in the comments!",
      "Siamo entusiasti di annunciare la nostra nuova apertura! Non è solo un bar, è un'esperienza unica, un connubio di tradizione e innovazione. Tagga un amico e scrivilo nei commenti!",
    ]
    expect(founder.map((text) => [text, lint(text)])).toEqual(founder.map((text) => [text, []]))
    for (const text of machine) expect(scoreOf(lint(text)), text).toBeLessThan(leastScore)
  })

  it('finds the same however often it is asked, and nothing in nothing', () => {
    const text = 'Not just coffee but a ritual.'
    expect(lint(text)).toEqual(lint(text))
    expect(lint('')).toEqual([])
    expect(lint('☕☕☕ \n\n')).toEqual([])
  })
})
