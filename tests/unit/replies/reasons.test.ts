// Why a network refused, in every language of the chat.
import { describe, expect, it } from 'vitest'
import { sayReason } from '../../../src/bot/replies/reasons.ts'
import { reasonsEn } from '../../../src/bot/replies/reasons-en.ts'
import { reasonsIt } from '../../../src/bot/replies/reasons-it.ts'
import { PlatformError } from '../../../src/core/errors.ts'
import { readReason, reasonCodes } from '../../../src/core/reasons.ts'

const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('a reason', () => {
  it.each(reasonCodes)('%s has words in both languages that fill in the same', (code) => {
    expect(gaps(reasonsIt[code])).toEqual(gaps(reasonsEn[code]))
    for (const words of [reasonsEn[code], reasonsIt[code]]) expect(words).not.toMatch(/[.!]$|^[A-Z](?!elegram)/)
    expect(reasonsIt[code]).not.toBe(reasonsEn[code])
  })

  it('comes back from where it is stored, whatever stands in it', () => {
    const words = 'Bad "quote" {brace} \\ and\na line'
    const { say } = new PlatformError('rejected', ['vendorSays', { words }])
    expect(readReason(say)).toEqual({ code: 'vendorSays', data: { words } })
    expect(sayReason(say, 'it')).toBe(`dice «${words}»`)
  })

  it('that is none of the list is shown as it stands', () => {
    expect(sayReason('the square is closed', 'it')).toBe('the square is closed')
    expect(sayReason('nonsense {"a":"b"}', 'en')).toBe('nonsense {"a":"b"}')
  })
})
