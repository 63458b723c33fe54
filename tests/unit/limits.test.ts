// The operator's own limits of networks: they stand before ours, in what is told and in what is refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createX } from '../../src/channels/social/x/index.ts'
import { ConfigError, readConfig } from '../../src/config.ts'
import { limitsFile, withLimits } from '../../src/core/limits.ts'
import { checkContent } from '../../src/core/posts/check.ts'

const unused = () => {
  throw new Error('nothing is asked here')
}
const request = Object.assign(unused, { close: async () => undefined })
const x = createX({ clientId: 'c', now: () => new Date(0), request, quotas: { left: unused, heard: unused } as never })
const account = { settings: {} }

it('stand before ours, and leave what they do not name', () => {
  const own = limitsFile.parse({ x: { text: 300, films: { seconds: { most: 240 } } }, threads: { text: 1_000 } })
  const { text, films, pictures } = withLimits(x, own).limits(account)
  expect(text).toEqual({ limit: 300, unit: 'weighted' })
  expect(films).toMatchObject({ seconds: { least: 0.5, most: 240 }, bytes: x.limits(account).films?.bytes })
  expect(pictures).toEqual(x.limits(account).pictures)
  expect(withLimits(x, { threads: { text: 1 } })).toBe(x)
})

it('are what a post is held against', () => {
  const words = { text: 'a'.repeat(290), parts: [], pictures: [], options: {} }
  expect(checkContent(words, x.limits(account)).map(({ kind }) => kind)).toEqual(['tooLong'])
  expect(checkContent(words, withLimits(x, { x: { text: 300 } }).limits(account))).toEqual([])
})

it('give a network nothing that it does not take', () => {
  expect(withLimits(x, { x: { documents: { bytes: 1 } } }).limits(account).documents).toBeUndefined()
})

it('are read from a file; a wrong one stops the start and says where', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leopost-limits-'))
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const good = file('good.json', '{"facebook": {"films": {"bytes": 5}}}')
  expect(readConfig({ NETWORK_LIMITS: good }).limits).toEqual({ facebook: { films: { bytes: 5 } } })
  expect(readConfig({}).limits).toEqual({})
  for (const bad of ['{"myspace": {"text": 1}}', '{"x": {"text": -1}}', '{"x": {"film": {"bytes": 1}}}', 'no']) {
    expect(() => readConfig({ NETWORK_LIMITS: file('bad.json', bad) })).toThrow('is no file of limits')
  }
  expect(() => readConfig({ NETWORK_LIMITS: join(folder, 'none.json') })).toThrow(ConfigError)
  rmSync(folder, { recursive: true })
})
