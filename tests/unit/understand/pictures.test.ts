// What is said about pictures, and posts that only begin like it.
import { describe, expect, it } from 'vitest'
import { understand } from '../../../src/bot/understand/rules.ts'
import type { Open } from '../../../src/core/intent.ts'

const open: Open = { post: { status: 'draft', platforms: ['bluesky'], textLength: 80 }, choices: 5 }
const read = (text: string, language: 'en' | 'it' = 'en', more: Partial<Open> = {}) =>
  understand(text, {
    ...{ now: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Rome', language, hasModel: true },
    ...{ connected: ['bluesky', 'linkedin', 'x'], open: { ...open, ...more } },
  })[0]

describe('a preview', () => {
  it.each([
    'preview',
    'Preview',
    'show me the preview',
    'how will it look?',
    'How does this look?',
    'what will it look like?',
    'anteprima',
    'come si vedrà?',
    'mostrami l’anteprima',
  ])('%s', (text) => {
    expect(read(text)).toEqual({ kind: 'preview', platforms: [] })
  })
  it.each([
    ['preview on linkedin', ['linkedin']],
    ['preview linkedin', ['linkedin']],
    ['how will it look on LinkedIn and Bluesky?', ['linkedin', 'bluesky']],
    ['how will it look on x?', ['x']],
    ['come si vede su linkedin?', ['linkedin']],
    ['anteprima su bluesky', ['bluesky']],
  ])('%s', (text, platforms) => {
    expect(read(text)).toEqual({ kind: 'preview', platforms })
  })
  it.each([
    'preview of our new menu tonight',
    'how it looks in the morning sun',
    'Come si vede il mare dalla nostra terrazza?',
  ])('is not %s', (text) => {
    expect(read(text)?.kind).not.toBe('preview')
  })
})

describe('the shape of pictures', () => {
  it.each([
    ["don't crop", 'pad', []],
    ["Don't crop it on Instagram.", 'pad', ['instagram']],
    ['do not cut the picture', 'pad', []],
    ['show the whole photo', 'pad', []],
    ['non ritagliare', 'pad', []],
    ['non tagliarla', 'pad', []],
    ['foto intera su bluesky', 'pad', ['bluesky']],
    ['crop it', 'crop', []],
    ['ritagliala', 'crop', []],
  ] as const)('%s', (text, how, platforms) => {
    expect(read(text)).toEqual({ kind: 'shapePictures', how, platforms })
  })
  it.each(['Crop of the year: olives.', 'Cut the red tape with us', 'non ritagliare il giornale'])(
    'is not %s',
    (text) => {
      expect(read(text)?.kind).not.toBe('shapePictures')
    },
  )
})

describe('words on a card', () => {
  it.each([
    ['make a quote card of this', { isQuote: true }],
    ['quote card', { isQuote: true }],
    ['announcement card', { isQuote: false }],
    ['put it on a card', { isQuote: false }],
    ['card con citazione', { isQuote: true }],
    ['quote card: "Come in."', { words: { text: 'Come in.', isQuote: true } }],
    [
      'Quote card: The first coffee is on us — Marta',
      { words: { text: 'The first coffee is on us', by: 'Marta', isQuote: true } },
    ],
    ['picture with the words Open on Monday', undefined],
    ['make a picture with the words Open on Monday!', { words: { text: 'Open on Monday!', isQuote: false } }],
    ['a picture that says: Closed on Sunday', { words: { text: 'Closed on Sunday', isQuote: false } }],
    ['immagine con le parole: Aperto lunedì', { words: { text: 'Aperto lunedì', isQuote: false } }],
  ])('%s', (text, more) => {
    if (more === undefined) expect(read(text)).toBeDefined()
    else expect(read(text)).toEqual({ kind: 'wordsCard', ...more })
  })
})

describe('a picture to be made', () => {
  it.each([
    ['generate a picture of two cups', 'two cups'],
    ['Please make me an image of a quiet street at six', 'a quiet street at six'],
    ['create a picture', null],
    ['make a picture of this', null],
    ['make an image for this post', null],
    ['genera un’immagine di una piazza', 'una piazza'],
    ['fammi un’immagine', null],
  ])('%s', (text, wanted) => {
    expect(read(text)).toEqual({ kind: 'drawPicture', wanted })
  })
  it('is meant by its bare words after the question for a picture alone', () => {
    expect(read('a picture of two cups', 'en', { asked: 'picture' })).toEqual({
      kind: 'drawPicture',
      wanted: 'two cups',
    })
    expect(read('A picture of two cups on a table, and the whole story of the bar.')?.kind).not.toBe('drawPicture')
  })
  it.each([
    'Draw a picture with the kids this Saturday at the library, from three to five.',
    'Fai una foto con noi e taggaci',
  ])('is not %s', (text) => {
    expect(read(text)?.kind).not.toBe('drawPicture')
  })
})

describe('the rest', () => {
  it.each([
    ['alt text: A counter of walnut.', { kind: 'altText', text: 'A counter of walnut.' }],
    ['alt text 2: Two cups', { kind: 'altText', text: 'Two cups', number: 2 }],
    ['alt text for picture 2: Two cups', { kind: 'altText', text: 'Two cups', number: 2 }],
    ['testo alternativo: Due tazze.', { kind: 'altText', text: 'Due tazze.' }],
    ['describe the picture', { kind: 'describe' }],
    ['describe the picture 2', { kind: 'describe', number: 2 }],
    ['descrivi l’immagine', { kind: 'describe' }],
    ['our brand colour is teal', { kind: 'colour', colour: '#1f6f78' }],
    ['brand color: #7B1E3A', { kind: 'colour', colour: '#7b1e3a' }],
    ['il nostro colore è verde', { kind: 'colour', colour: '#2e7d4f' }],
    ['il colore del marchio è #fff', { kind: 'colour', colour: '#ffffff' }],
  ])('%s', (text, intent) => {
    expect(read(text)).toEqual(intent)
  })
  it.each(['our colour is hope', 'describe yourself in three words', 'Alt text matters, and here is why.'])(
    'is not %s',
    (text) => {
      expect(['altText', 'describe', 'colour']).not.toContain(read(text)?.kind)
    },
  )
})
