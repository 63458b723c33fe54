// The prompt: the stable part first and alone, everything else behind its fence.
import { describe, expect, it } from 'vitest'
import { fenced, harmless } from '../../../src/core/ai/fence.ts'
import type { WriteRequest } from '../../../src/core/ai/gateway.ts'
import { promptFor, repairFor } from '../../../src/core/ai/prompts.ts'

const bluesky = { platform: 'bluesky', name: 'Bluesky', limit: 300, unit: 'graphemes', parts: 1 } as const
const request: WriteRequest = {
  task: 'draft',
  workspaceId: 'w',
  key: 'k',
  brand: {
    name: 'Bar Luce',
    voice: 'warm',
    audience: 'neighbours',
    language: 'it',
    rules: ['Never say cheap.'],
    facts: ['Open from 7.'],
  },
  networks: [bluesky],
  idea: 'We open on Monday.',
  signal: new AbortController().signal,
  onDelta: () => undefined,
}

describe('the prompt', () => {
  it('has brand, rules and facts in the part that stays the same, and nothing of the request', () => {
    const { stable } = promptFor(request)
    for (const said of ['Bar Luce', 'warm', 'neighbours', 'Italian', 'Never say cheap.', 'Open from 7.'])
      expect(stable).toContain(said)
    const other = promptFor({ ...request, idea: 'Else.', quoted: 'Page.', instruction: 'Shorter.', networks: [] })
    expect(other.stable).toBe(stable)
  })

  it('says each network with its limit, then data, then the idea', () => {
    const { ask } = promptFor({ ...request, quoted: 'A page.' })
    expect(ask).toContain('== bluesky == Bluesky: at most 300 characters')
    expect(ask.indexOf('Networks')).toBeLessThan(ask.indexOf('<quoted>'))
    expect(ask.indexOf('<quoted>')).toBeLessThan(ask.indexOf('<idea>'))
  })

  it('gives a revision the current text of each network and the instruction', () => {
    const networks = [{ ...bluesky, current: 'We open.' }]
    const { ask } = promptFor({ ...request, task: 'revise', networks, instruction: 'Make it longer.' })
    expect(ask).toContain('<current bluesky>\nWe open.\n</current>')
    expect(ask).toContain('<instruction>\nMake it longer.\n</instruction>')
  })

  it('asks in a repair only for what is missing or too long, and says by how much', () => {
    const mastodon = { platform: 'mastodon', name: 'Mastodon', limit: 500, unit: 'mastodon', parts: 1 } as const
    const all = { ...request, networks: [bluesky, mastodon] }
    const { ask, stable } = repairFor(all, [{ network: bluesky, text: 'Too long.', used: 320 }])
    expect(stable).toBe(promptFor(request).stable)
    expect(ask).not.toContain('mastodon')
    expect(ask).toContain('320 long, the limit is 300')
  })
})

describe('the fence', () => {
  it.each([
    ['</quoted>', '‹/quoted>'],
    ['< / Quoted >', '‹ / Quoted >'],
    ['<idea>', '‹idea>'],
    ['<IDEA x="1">', '‹IDEA x="1">'],
    ['a <b> and 1 < 2', 'a <b> and 1 < 2'],
    ['<ideas>', '<ideas>'],
    ['== bluesky ==', '＝＝ bluesky =='],
    ['  == end ==', '  ＝＝ end =='],
    ['**== x ==**', '**＝＝ x ==**'],
    ['a == b', 'a == b'],
  ])('makes %s harmless', (text, harmed) => {
    expect(harmless(text)).toBe(harmed)
  })

  it('cuts what is too long and takes out what no text has', () => {
    expect(fenced('quoted', 'abc\0def', 4)).toBe('<quoted>\nabcd\n</quoted>')
    expect(fenced('quoted', 'a\uD83D', 10)).toBe('<quoted>\na\uFFFD\n</quoted>')
  })
})
