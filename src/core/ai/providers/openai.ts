// Chat completions by OpenAI's SDK: OpenAI itself, Gemini, and every server that speaks the same (Ollama, OpenRouter, vLLM).
import type OpenAI from 'openai'
import { type Model, ModelError, type Usage } from '../model.ts'
import { type OpenAiOptions, openClient, translate } from './openai-client.ts'

/** A Model that asks by chat completions. */
export function createOpenAi(options: OpenAiOptions): Model {
  const client = openClient(options)
  return {
    provider: options.provider,
    async *stream(request, signal) {
      try {
        const stream = await client.chat.completions.create(
          {
            model: request.model,
            messages: [
              { role: 'system', content: request.stable },
              { role: 'user', content: request.ask },
            ],
            stream: true,
            stream_options: { include_usage: true },
            // The others do not all know this name for it.
            ...(options.provider === 'openai' && { max_completion_tokens: request.maxTokens }),
            ...(request.effort !== undefined && { reasoning_effort: request.effort }),
          },
          { signal },
        )
        let finish: string | null = null
        for await (const chunk of stream) {
          // The usage comes in a last piece without choices, or not at all.
          if (chunk.usage) yield { kind: 'usage', ...usageOf(chunk.usage) }
          const choice = chunk.choices?.[0]
          if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content }
          finish = choice?.finish_reason ?? finish
        }
        if (finish === 'content_filter') throw new ModelError('refused')
        // A cut stream and a page of HTML end quietly, without a reason.
        if (finish !== 'stop') throw new ModelError('broken')
        yield { kind: 'done' }
      } catch (error) {
        throw translate(error, options.apiKey)
      }
    },
  }
}

function usageOf(usage: OpenAI.CompletionUsage): Usage {
  const { cached_tokens: cached = 0, cache_write_tokens: stored = 0 } = usage.prompt_tokens_details ?? {}
  return { tokensIn: usage.prompt_tokens, tokensOut: usage.completion_tokens, cached, stored }
}
