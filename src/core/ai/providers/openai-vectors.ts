// Vectors by the embeddings endpoint of OpenAI, Gemini and the servers that speak the same.
import type { VectorModel } from '../embed.ts'
import { ModelError } from '../model.ts'
import { type OpenAiOptions, openClient, translate } from './openai-client.ts'

/** A VectorModel that asks by the embeddings endpoint. */
export function createOpenAiVectors(options: OpenAiOptions): VectorModel {
  const client = openClient(options)
  return {
    provider: options.provider,
    async vectors(model, texts, signal) {
      try {
        // Without a format the SDK asks for base64, which not every server knows.
        const answer = await client.embeddings.create(
          { model, input: [...texts], encoding_format: 'float' },
          { signal },
        )
        if (!Array.isArray(answer?.data)) throw new ModelError('broken')
        const vectors = answer.data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)).map((one) => one.embedding)
        if (!vectors.every(isVector)) throw new ModelError('broken')
        // Some servers count nothing; four characters are about one token.
        const counted = answer.usage?.prompt_tokens ?? Math.ceil(texts.join('').length / 4)
        return { vectors, tokens: counted }
      } catch (error) {
        throw translate(error, options.apiKey)
      }
    },
  }
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => Number.isFinite(one))
}
