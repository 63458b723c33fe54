// Which language a text is in.
import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../../src/bot/understand/detect.ts'

describe('detectLanguage', () => {
  it.each([
    ['The first coffee is on us', 'en'],
    ['We open on Monday', 'en'],
    ['write about our opening', 'en'],
    ["what's planned for tomorrow?", 'en'],
    ['Apriamo lunedì alle otto', 'it'],
    ['Il primo caffè è gratis', 'it'],
    ['Perché non pubblichi domani?', 'it'],
    ['PUBBLICA DOMANI ALLE NOVE', 'it'],
    ['ok', undefined],
    ['', undefined],
    ['Espresso!', undefined],
    ['☕️ 9:30', undefined],
    ['bluesky', undefined],
  ])('of "%s"', (text, expected) => {
    expect(detectLanguage(text)).toBe(expected)
  })
})
