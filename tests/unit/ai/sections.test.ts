// An answer read as it arrives: the same words whichever way it is cut, and never a mark or half of one among them.
import { describe, expect, it } from 'vitest'
import { readSections } from '../../../src/core/ai/sections.ts'

const both = [
  { platform: 'bluesky', name: 'Bluesky' },
  { platform: 'telegram', name: 'Telegram channel' },
] as const

function read(pieces: string[], networks: Parameters<typeof readSections>[0] = both) {
  const shown: Record<string, string> = {}
  const sections = readSections(networks, (platform, text) => {
    shown[platform] = (shown[platform] ?? '') + text
  })
  for (const piece of pieces) sections.take(piece)
  return { texts: Object.fromEntries(sections.end()), shown }
}

const answers: [string, string, Record<string, string>][] = [
  ['two sections', '== bluesky ==\nOne.\n== telegram ==\nTwo.\n== end ==', { bluesky: 'One.', telegram: 'Two.' }],
  ['no end', '== bluesky ==\nOne.\n\n\n== telegram ==\n\nTwo.\n\n', { bluesky: 'One.', telegram: 'Two.' }],
  ['lines and paragraphs', '== bluesky ==\nOne,\n\nand  two.\n- three', { bluesky: 'One,\n\nand  two.\n- three' }],
  [
    'names, capitals, bold',
    '**== Telegram Channel ==**\nTwo.\n ==BLUESKY== \nOne.',
    { telegram: 'Two.', bluesky: 'One.' },
  ],
  ['talk around it', 'Here you are:\n\n== bluesky ==\nOne.\n== end ==\nAnything else?', { bluesky: 'One.' }],
  [
    'a network nobody asked for',
    '== bluesky ==\nOne.\n== x ==\nThree.\n== telegram ==\nTwo.',
    { bluesky: 'One.', telegram: 'Two.' },
  ],
  [
    'a network twice',
    '== bluesky ==\nOne.\n== bluesky ==\nAgain.\n== telegram ==\nTwo.',
    { bluesky: 'One.', telegram: 'Two.' },
  ],
  [
    'signs that are words',
    '== bluesky ==\n== SALE ==\n= 1 = 2\n==\n=> here',
    { bluesky: '== SALE ==\n= 1 = 2\n==\n=> here' },
  ],
  ['a mark inside a line', '== bluesky ==\nsee == telegram == there', { bluesky: 'see == telegram == there' }],
  ['Windows lines', '== bluesky ==\r\nOne.\r\nTwo.\r\n', { bluesky: 'One.\nTwo.' }],
  [
    'emoji and accents',
    '== bluesky ==\nÈ qui ☕️👩‍🍳 😀\n== telegram ==\n😀',
    { bluesky: 'È qui ☕️👩‍🍳 😀', telegram: '😀' },
  ],
  ['a NUL', '== bluesky ==\nOne\0.', { bluesky: 'One.' }],
  ['an empty section', '== bluesky ==\n\n== telegram ==\nTwo.', { telegram: 'Two.' }],
  ['only talk', 'I need to know more about the bar.', {}],
  ['nothing', '', {}],
]

describe('an answer', () => {
  it.each(answers)('with %s gives the words of each network', (_, answer, texts) => {
    expect(read([answer])).toEqual({ texts, shown: texts })
  })

  it.each(answers)('with %s gives the same cut in two anywhere, and in single characters', (_, answer, texts) => {
    for (let at = 0; at <= answer.length; at++)
      expect(read([answer.slice(0, at), answer.slice(at)])).toEqual({ texts, shown: texts })
    expect(read(answer.split(''))).toEqual({ texts, shown: texts })
  })

  it('shows words before the line ends, and a mark never', () => {
    const shown: string[] = []
    const sections = readSections(both, (_, text) => void shown.push(text))
    sections.take('== bluesky ==\nOne wor')
    expect(shown.join('')).toBe('One wor')
    sections.take('d. \n== tele')
    expect(shown.join('')).toBe('One word.')
    sections.take('gram ==')
    sections.take('\nTwo')
    expect(shown.join('')).toBe('One word.Two')
  })

  it('without a mark is the text where one network was asked for', () => {
    const one = both.slice(0, 1)
    expect(read(['Just the', ' post.\n'], one).texts).toEqual({ bluesky: 'Just the post.' })
    expect(read(['Here:\n== blue', 'sky ==\nThe post.'], one).texts).toEqual({ bluesky: 'The post.' })
  })
})
