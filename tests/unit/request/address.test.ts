// Which addresses are public, and what a guarded lookup answers.
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { hostOf, isPrivateLiteral, isPublicAddress, publicLookup } from '../../../src/channels/request/address.ts'

describe('an address', () => {
  it.each([
    ['8.8.8.8', true],
    ['93.184.216.34', true],
    ['172.15.0.1', true],
    ['172.32.0.1', true],
    ['100.63.255.255', true],
    ['2606:4700::1111', true],
    ['::ffff:8.8.8.8', true],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['100.127.255.255', false],
    ['192.0.0.8', false],
    ['198.18.0.1', false],
    ['203.0.113.9', false],
    ['224.0.0.1', false],
    ['240.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::2', false],
    ['4000::1', false],
    ['::127.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:0:1::', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['fe80::1', false],
    ['fec0::1', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    ['not an address', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected)
  })

  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data',
  ])('%s is seen through', (url) => {
    expect(isPrivateLiteral(hostOf(new URL(url)))).toBe(true)
  })
})

describe('a guarded lookup', () => {
  const names: Record<string, { address: string; family: number }[]> = {
    'public.test': [{ address: '93.184.216.34', family: 4 }],
    'private.test': [{ address: '10.0.0.1', family: 4 }],
    'both.test': [
      { address: '127.0.0.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
  }
  const system: LookupFunction = (name, _, done) => {
    const found = names[name]
    if (found) done(null, found)
    else done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
  }
  const look = (name: string, all: boolean) =>
    new Promise((resolve) =>
      publicLookup(system)(name, { all }, (error, ...found) => resolve(error ? error.code : found)),
    )

  it('finds public addresses only, in the form that was asked for', async () => {
    expect(await look('public.test', false)).toEqual(['93.184.216.34', 4])
    expect(await look('public.test', true)).toEqual([[{ address: '93.184.216.34', family: 4 }]])
    expect(await look('both.test', true)).toEqual([[{ address: '2606:4700::1111', family: 6 }]])
  })

  it('refuses a name that has none, and passes on other troubles', async () => {
    expect(await look('private.test', true)).toBe('EPRIVATEADDRESS')
    expect(await look('missing.test', true)).toBe('ENOTFOUND')
  })
})
