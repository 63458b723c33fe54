// New pictures by the images endpoint of OpenAI and the servers that speak the same.
import type { Brush } from '../draw.ts'
import { ModelError } from '../model.ts'
import { type OpenAiOptions, openClient, translate } from './openai-client.ts'

/** Bytes of an answer; a picture of this size has a few million. */
const mostBytes = 40_000_000

/** A Brush that asks by the images endpoint. */
export function createOpenAiBrush(options: OpenAiOptions): Brush {
  const client = openClient(options)
  return {
    provider: options.provider,
    async draw(model, prompt, signal) {
      try {
        // OpenAI's own models answer with bytes and refuse to be told; the others have to be told.
        const isOwn = options.provider === 'openai'
        const how = isOwn ? ({ quality: 'high' } as const) : ({ response_format: 'b64_json' } as const)
        const asked = { model, prompt, n: 1, size: '1024x1024', ...how } as const
        const answer = await client.images.generate(asked, { signal })
        const text = answer.data?.[0]?.b64_json
        if (typeof text !== 'string' || text === '' || text.length > mostBytes) throw new ModelError('broken')
        return new Uint8Array(Buffer.from(text, 'base64'))
      } catch (error) {
        if (signal.aborted && signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')
          throw new ModelError('timeout', error)
        throw translate(error, options.apiKey)
      }
    },
  }
}
