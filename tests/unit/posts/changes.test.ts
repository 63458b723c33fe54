// What changed between two texts, as a person would mark it.
import { describe, expect, it } from 'vitest'
import { changedLines } from '../../../src/core/posts/changes.ts'
import { sentencesOf } from '../../../src/core/posts/sentences.ts'
import { pieces, seeded } from './random.ts'

describe('changedLines', () => {
  it.each([
    ['One. Two.', 'One. Two.', '=One. =Two.'],
    ['One. Two. Three.', 'One. Three.', '=One. -Two. =Three.'],
    ['One. Two.', 'One. New. Two.', '=One. +New. =Two.'],
    ['One. Two.', 'One. Other.', '=One. -Two. +Other.'],
    ['', 'One.', '+One.'],
    ['One.\nTwo.', '', '-One. -Two.'],
    ['One.\nTwo.', 'One. Two.', '=One. =Two.'],
  ])('from %j to %j is %s', (before, after, marked) => {
    const sign = { same: '=', gone: '-', new: '+' }
    expect(
      changedLines(before, after)
        .map(({ kind, text }) => sign[kind] + text)
        .join(' '),
    ).toBe(marked)
  })

  it('gives back both texts, whatever they are', () => {
    const draw = seeded(9)
    const write = () => Array.from({ length: draw.below(30) }, () => draw.from(pieces)).join('')
    const sentences = (text: string) => sentencesOf(text).map((sentence) => sentence.text)
    for (let run = 0; run < 500; run++) {
      const [before, after] = [write(), write()]
      const changes = changedLines(before, after)
      expect(changes.filter(({ kind }) => kind !== 'new').map(({ text }) => text)).toEqual(sentences(before))
      expect(changes.filter(({ kind }) => kind !== 'gone').map(({ text }) => text)).toEqual(sentences(after))
    }
  })
})
