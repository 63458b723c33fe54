// Chat completions by OpenAI's SDK: OpenAI itself, Gemini, and every server that speaks the same (Ollama, OpenRouter, vLLM).
import OpenAI, { APIConnectionError, APIError } from 'openai'
import { faultOf } from '../faults.ts'
import { type Model, ModelError, type ProviderId, type Usage } from '../model.ts'
import { withoutKey } from './cause.ts'

/** Which of the family it is and where it is reached. */
export type OpenAiOptions = {
  provider: Exclude<ProviderId, 'anthropic'>
  apiKey?: string | undefined
  baseUrl?: string | undefined
}

const addresses: Record<OpenAiOptions['provider'], string> = {
  openai: 'https://api.openai.com/v1',
  gemini: 'https://generativelanguage.googleapis.com/v1beta/openai',
  // Ollama's own; any other is set by COMPATIBLE_BASE_URL.
  compatible: 'http://127.0.0.1:11434/v1',
}

/** A Model that asks by chat completions. */
export function createOpenAi(options: OpenAiOptions): Model {
  // All are passed always: left out, the SDK reads the environment.
  const client = new OpenAI({
    apiKey: options.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: options.baseUrl ?? addresses[options.provider],
    maxRetries: 0,
    logLevel: 'off',
  })
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

function translate(error: unknown, apiKey: string | undefined): unknown {
  if (error instanceof ModelError || !(error instanceof Error)) return error
  const cause = withoutKey(error, apiKey)
  if (error instanceof APIConnectionError) return new ModelError('network', cause)
  if (error instanceof APIError)
    return new ModelError(faultOf(error.status, [error.code, error.type, reasonOf(error.error)]), cause)
  return new ModelError('broken', cause)
}

/** Gemini puts the reason into a list of details, and the whole error sometimes into a list of one. */
function reasonOf(body: unknown): unknown {
  const error: unknown = Array.isArray(body) ? body[0]?.error : body
  const details = isRecord(error) && Array.isArray(error.details) ? error.details : []
  return details.find((one) => isRecord(one) && typeof one.reason === 'string')?.reason
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
