// Claude by Anthropic's own SDK: the messages stream.
import Anthropic, { AnthropicError, APIConnectionError, APIError } from '@anthropic-ai/sdk'
import { faultOf } from '../faults.ts'
import { type Model, ModelError, type ModelRequest, type Tool, type Usage } from '../model.ts'
import { withoutKey } from './cause.ts'

/** Where Claude is reached; without a key the address is expected to know who calls. */
export type AnthropicOptions = {
  apiKey?: string | undefined
  baseUrl?: string | undefined
  fetch?: typeof fetch | undefined
}

/** A Model that asks Claude. */
export function createAnthropic(options: AnthropicOptions): Model {
  // Both are passed always: left out, the SDK looks for credentials in the environment and on disk.
  const client = new Anthropic({
    apiKey: options.apiKey ?? 'none',
    baseURL: options.baseUrl ?? 'https://api.anthropic.com',
    maxRetries: 0,
    logLevel: 'off',
    ...(options.fetch !== undefined && { fetch: options.fetch }),
  })
  return {
    provider: 'anthropic',
    async *stream(request, signal) {
      try {
        const stream = client.messages.stream(
          {
            model: request.model,
            max_tokens: request.maxTokens,
            system: [{ type: 'text', text: request.stable, cache_control: { type: 'ephemeral' } }],
            messages: [{ role: 'user', content: contentOf(request) }],
            ...(request.effort !== undefined && { output_config: { effort: request.effort } }),
            ...(request.tools !== undefined && { tools: request.tools.map(toolOf) }),
          },
          { signal },
        )
        const tools = new Map<number, { name: string; input: string }>()
        for await (const event of stream) {
          if (event.type === 'message_start') yield { kind: 'usage', ...usageOf(event.message.usage) }
          if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')
            yield { kind: 'text', text: event.delta.text }
          if (event.type === 'content_block_start' && event.content_block.type === 'tool_use')
            tools.set(event.index, { name: event.content_block.name, input: '' })
          const tool = event.type === 'content_block_delta' ? tools.get(event.index) : undefined
          if (tool !== undefined && event.type === 'content_block_delta' && event.delta.type === 'input_json_delta')
            tool.input += event.delta.partial_json
        }
        // The loop ends quietly on a cut stream and on a page of HTML; this does not.
        const message = await stream.finalMessage()
        yield { kind: 'usage', ...usageOf(message.usage) }
        if (message.stop_reason === 'refusal') throw new ModelError('refused')
        if (!ends.has(message.stop_reason ?? '')) throw new ModelError('broken')
        for (const { name, input } of tools.values()) yield { kind: 'tool', name, input: input === '' ? '{}' : input }
        yield { kind: 'done' }
      } catch (error) {
        throw translate(error, options.apiKey)
      }
    },
  }
}

function contentOf({ ask, picture }: ModelRequest): string | Anthropic.ContentBlockParam[] {
  if (picture === undefined) return ask
  return [
    { type: 'image', source: { type: 'base64', media_type: picture.type, data: picture.base64 } },
    { type: 'text', text: ask },
  ]
}

const ends = new Set(['end_turn', 'stop_sequence', 'tool_use'])

function toolOf({ name, description, schema }: Tool): Anthropic.Tool {
  return { name, description, input_schema: { ...schema, type: 'object' } }
}

type Counted = {
  input_tokens: number
  output_tokens: number
  cache_read_input_tokens?: number | null
  cache_creation_input_tokens?: number | null
}

function usageOf(usage: Counted): Usage {
  const cached = usage.cache_read_input_tokens ?? 0
  const stored = usage.cache_creation_input_tokens ?? 0
  // Here what was cached is not among the input tokens.
  return { tokensIn: usage.input_tokens + cached + stored, tokensOut: usage.output_tokens, cached, stored }
}

function translate(error: unknown, apiKey: string | undefined): unknown {
  if (error instanceof ModelError || !(error instanceof Error)) return error
  const cause = withoutKey(error, apiKey)
  if (error instanceof APIConnectionError) return new ModelError('network', cause)
  if (error instanceof APIError) return new ModelError(faultOf(error.status, [error.type, error.errorCode]), cause)
  if (error instanceof AnthropicError) return new ModelError('broken', cause)
  return new ModelError('broken', cause)
}
