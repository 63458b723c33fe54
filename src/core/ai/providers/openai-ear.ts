// Listening by the transcription endpoint of OpenAI and the servers that speak the same.
import { toFile } from 'openai'
import { ModelError } from '../model.ts'
import type { Ear } from '../transcribe.ts'
import { type OpenAiOptions, openClient, translate } from './openai-client.ts'

/** An Ear that asks by the transcription endpoint. */
export function createOpenAiEar(options: OpenAiOptions): Ear {
  const client = openClient(options)
  return {
    provider: options.provider,
    async listen(model, { bytes, type, ending }, hints, signal) {
      try {
        const file = await toFile(bytes, `voice.${ending}`, { type })
        const asked = { file, model, response_format: 'json', ...(hints !== '' && { prompt: hints }) } as const
        const answer: unknown = await client.audio.transcriptions.create(asked, { signal })
        if (typeof answer !== 'object' || answer === null || !('text' in answer) || typeof answer.text !== 'string')
          throw new ModelError('broken')
        const seconds = secondsIn(answer)
        return { text: answer.text, ...(seconds !== undefined && { seconds }) }
      } catch (error) {
        throw translate(error, options.apiKey)
      }
    },
  }
}

/** Some servers count seconds, in one place or another; some tokens, which say little about a price by the minute. */
function secondsIn(answer: object): number | undefined {
  const usage = 'usage' in answer && typeof answer.usage === 'object' && answer.usage !== null ? answer.usage : {}
  const found = 'seconds' in usage ? usage.seconds : 'duration' in answer ? answer.duration : undefined
  return typeof found === 'number' && found >= 0 ? found : undefined
}
