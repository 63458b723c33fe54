// What goes over the wire and what is read from it, byte for byte: the traps of both formats.
import { afterEach, describe, expect, it } from 'vitest'
import { bluesky, openGateway, request, seen, textsOf } from './support/models.ts'
import { chatSays, claudeSays, type RawAnswer, startRaw } from './support/raw.ts'

const running: Awaited<ReturnType<typeof startRaw>>[] = []
async function raw(...answers: RawAnswer[]) {
  const one = await startRaw(answers)
  running.push(one)
  return one
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
})

const ours = () => request({ networks: [bluesky] })
const words = ['== blue', 'sky ==\nMon', 'day.']

describe('Claude', () => {
  it('is sent the key, the stable part marked for the cache, little thinking, no tools and no temperature', async () => {
    const server = await raw({ body: claudeSays(words) })
    const { gateway } = openGateway('anthropic:claude-sonnet-5-5', { anthropic: server.anthropic }, { apiKey: 'k-123' })
    await gateway.write(ours())
    const [sent] = server.sent
    expect(sent?.path).toBe('/v1/messages')
    expect(sent?.authorization).toBe('Bearer k-123')
    expect(sent?.body).toMatchObject({
      model: 'claude-sonnet-5-5',
      stream: true,
      system: [{ type: 'text', cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user' }],
      output_config: { effort: 'low' },
    })
    expect(sent?.body).not.toHaveProperty('tools')
    expect(sent?.body).not.toHaveProperty('temperature')
  })

  it('counts cached tokens beside the input tokens, and pays less for them', async () => {
    const usage = { input_tokens: 100, cache_read_input_tokens: 1000, cache_creation_input_tokens: 10 }
    const server = await raw({ body: claudeSays(words, { usage }) })
    const { gateway, rows } = openGateway('anthropic:claude-sonnet-5-5', { anthropic: server.anthropic })
    const written = await gateway.write(ours())
    expect(rows[0]).toMatchObject({ tokensIn: 1110, tokensCached: 1000, tokensOut: 7 })
    // 100 x 2 + 1000 x 0.1 + 10 x 2.5 + 7 x 10
    expect(written.micros).toBe(395)
  })

  it('is not asked to think little where it has no such setting', async () => {
    const server = await raw({ body: claudeSays(words) })
    const { gateway } = openGateway('anthropic:claude-haiku-4-5', { anthropic: server.anthropic })
    await gateway.write(ours())
    expect(server.sent[0]?.body).not.toHaveProperty('output_config')
  })
})

describe('a chat completion', () => {
  it('is asked for its usage, and cached tokens are part of the input tokens', async () => {
    const usage = { prompt_tokens: 1100, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 1000 } }
    const server = await raw({ body: chatSays(words, { usage }) })
    const { gateway, rows } = openGateway('openai:gpt-6-sol', { openai: server.openai })
    const written = await gateway.write(ours())
    expect(server.sent[0]?.body).toMatchObject({ stream_options: { include_usage: true }, reasoning_effort: 'low' })
    expect(rows[0]).toMatchObject({ tokensIn: 1100, tokensCached: 1000, tokensOut: 7 })
    // 100 x 2 + 1000 x 0.2 + 7 x 10
    expect(written.micros).toBe(470)
  })

  it('that gives no usage is paid for by its length, at the dearest price where the model is unknown', async () => {
    const server = await raw({ body: chatSays(words) })
    const { gateway, rows } = openGateway('compatible:some-model', { compatible: server.openai })
    const written = await gateway.write(ours())
    expect(rows[0]?.tokensIn).toBeGreaterThan(400)
    expect(rows[0]?.tokensOut).toBeGreaterThan(3)
    expect(written.micros).toBeGreaterThan((rows[0]?.tokensIn ?? 0) * 10)
    expect(server.sent[0]?.body).not.toHaveProperty('max_completion_tokens')
    expect(server.sent[0]?.body).not.toHaveProperty('reasoning_effort')
  })
})

const html = { type: 'text/html', body: '<html><body>Sign in to the hotel network</body></html>' }
const overloaded = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"x"}}\n\n'
const quota = JSON.stringify({ error: { message: 'x', type: 'insufficient_quota', code: 'insufficient_quota' } })
const geminiKey = JSON.stringify([
  { error: { code: 400, message: 'x', status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] } },
])

describe('an answer that is none is told apart, and the next model is asked', () => {
  it.each<[string, string, 'anthropic' | 'openai', RawAnswer]>([
    ['a page of HTML with status 200', 'broken', 'anthropic', html],
    ['a page of HTML with status 200', 'broken', 'openai', html],
    ['an end without a reason', 'broken', 'anthropic', { body: claudeSays(words, { stop: null }) }],
    ['an end without a reason', 'broken', 'openai', { body: chatSays(words, { finish: null }) }],
    ['an end for want of room', 'broken', 'anthropic', { body: claudeSays(words, { stop: 'max_tokens' }) }],
    ['an end for want of room', 'broken', 'openai', { body: chatSays(words, { finish: 'length' }) }],
    ['a refusal', 'refused', 'anthropic', { body: claudeSays(words, { stop: 'refusal' }) }],
    ['a refusal', 'refused', 'openai', { body: chatSays(words, { finish: 'content_filter' }) }],
    ['a cut connection', 'broken', 'anthropic', { body: claudeSays(words, { stop: null }), end: 'cut' }],
    ['a cut connection', 'broken', 'openai', { body: chatSays(words).slice(0, 300), end: 'cut' }],
    [
      'a connection that falls silent',
      'timeout',
      'anthropic',
      { body: claudeSays(words, { stop: null }), end: 'never' },
    ],
    ['a connection that falls silent', 'timeout', 'openai', { body: chatSays(words).slice(0, 300), end: 'never' }],
    ['an error in the stream', 'overloaded', 'anthropic', { body: claudeSays(words, { stop: null }) + overloaded }],
    ['an error in the stream', 'credit', 'openai', { body: `data: ${quota}\n\n` }],
    ['no money left', 'credit', 'openai', { status: 429, type: 'application/json', body: quota }],
    ['a wrong key at Gemini', 'auth', 'openai', { status: 400, type: 'application/json', body: geminiKey }],
  ])('%s is %s (%s)', async (_, kind, wire, answer) => {
    const bad = await raw(answer)
    const good = await raw({ body: chatSays(['== bluesky ==\nTuesday.']) })
    const at = { [wire]: bad[wire], compatible: good.openai }
    const { gateway, log } = openGateway(`${wire}:m,compatible:c`, at, { patience: { silenceMs: 150 } })
    const asked = ours()
    const startedAt = Date.now()
    expect(textsOf(await gateway.write(asked))).toEqual({ bluesky: 'Tuesday.' })
    expect(seen(asked.shown)).toEqual({ bluesky: 'Tuesday.' })
    expect(Date.now() - startedAt).toBeLessThan(1_500)
    const showedFirst = asked.shown.some((delta) => 'text' in delta && delta.text.includes('Mon'))
    expect(asked.shown.some((delta) => 'reset' in delta)).toBe(showedFirst)
    expect(log.join('\n')).toContain(`"kind":"${kind}"`)
    // Nothing is left open behind.
    await expect.poll(() => bad.open()).toBe(0)
  })
})
