// Signed links: what they open, for how long, and that they cannot be made up.
import { describe, expect, it } from 'vitest'
import { checkLink, signLink } from '../../../src/core/media/links.ts'

const key = 'a key of the installation, long enough'
const file = { workspaceId: 'w-1', mediaId: 'm-1' }
const until = new Date('2026-12-01T10:00:00Z')
const before = new Date('2026-12-01T09:59:59Z')
const token = signLink({ key, ...file, until })

describe('a signed link', () => {
  it('opens its file until its time is over', () => {
    expect(checkLink({ key, token, now: before })).toEqual(file)
    expect(checkLink({ key, token, now: until })).toBeUndefined()
  })

  it('fits into an address as it is', () => {
    expect(encodeURIComponent(token)).toBe(token)
  })

  it('opens nothing once any part of it was changed', () => {
    const parts = token.split('.')
    for (let index = 0; index < parts.length; index++) {
      const changed = parts.map((part, at) => (at === index ? `${part}x` : part)).join('.')
      expect(checkLink({ key, token: changed, now: before }), changed).toBeUndefined()
    }
    const later = parts.map((part, at) => (at === 2 ? 'zzzzzzz' : part)).join('.')
    for (const forged of [later, '', '...', 'a.b.c', `${token}.x`, token.slice(0, -1)]) {
      expect(checkLink({ key, token: forged, now: before }), forged).toBeUndefined()
    }
  })

  it('of another installation opens nothing', () => {
    expect(checkLink({ key: 'the key of somebody else, as long', token, now: before })).toBeUndefined()
  })

  it('is not made for an id that would break its form', () => {
    expect(() => signLink({ key, workspaceId: 'w.1', mediaId: 'm', until })).toThrow('letters, digits')
  })
})
