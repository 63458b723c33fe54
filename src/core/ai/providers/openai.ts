// Chat completions by OpenAI's SDK: OpenAI itself, Gemini, and every server that speaks the same (Ollama, OpenRouter, vLLM).
import type OpenAI from 'openai'
import { type Model, ModelError, type ModelRequest, type Tool, type Usage } from '../model.ts'
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
              { role: 'user', content: contentOf(request) },
            ],
            stream: true,
            stream_options: { include_usage: true },
            // The others do not all know this name for it.
            ...(options.provider === 'openai' && { max_completion_tokens: request.maxTokens }),
            ...(request.effort !== undefined && { reasoning_effort: request.effort }),
            ...(request.tools !== undefined && { tools: request.tools.map(toolOf) }),
          },
          { signal },
        )
        const tools = new Map<number, { name: string; input: string }>()
        let finish: string | null = null
        for await (const chunk of stream) {
          // The usage comes in a last piece without choices, or not at all.
          if (chunk.usage) yield { kind: 'usage', ...usageOf(chunk.usage) }
          const choice = chunk.choices?.[0]
          if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content }
          for (const call of choice?.delta?.tool_calls ?? []) take(tools, call)
          finish = choice?.finish_reason ?? finish
        }
        if (finish === 'content_filter') throw new ModelError('refused')
        // A cut stream and a page of HTML end quietly, without a reason.
        if (finish !== 'stop' && finish !== 'tool_calls') throw new ModelError('broken')
        for (const { name, input } of tools.values()) yield { kind: 'tool', name, input: input === '' ? '{}' : input }
        yield { kind: 'done' }
      } catch (error) {
        throw translate(error, options.apiKey)
      }
    },
  }
}

function contentOf({ ask, picture }: ModelRequest): string | OpenAI.ChatCompletionContentPart[] {
  if (picture === undefined) return ask
  const url = `data:${picture.type};base64,${picture.base64}`
  return [
    { type: 'text', text: ask },
    { type: 'image_url', image_url: { url } },
  ]
}

type ToolPiece = { index?: number; function?: { name?: string; arguments?: string } }

/** Adds a piece of a tool call. Some servers leave the index out and send each call whole. */
function take(tools: Map<number, { name: string; input: string }>, piece: ToolPiece): void {
  const isNew = piece.index === undefined && piece.function?.name !== undefined
  const index = piece.index ?? (isNew ? tools.size : tools.size - 1)
  const known = tools.get(index) ?? { name: '', input: '' }
  known.name += piece.function?.name ?? ''
  known.input += piece.function?.arguments ?? ''
  tools.set(index, known)
}

function toolOf({ name, description, schema }: Tool): OpenAI.ChatCompletionTool {
  return { type: 'function', function: { name, description, parameters: schema } }
}

function usageOf(usage: OpenAI.CompletionUsage): Usage {
  const { cached_tokens: cached = 0, cache_write_tokens: stored = 0 } = usage.prompt_tokens_details ?? {}
  return { tokensIn: usage.prompt_tokens, tokensOut: usage.completion_tokens, cached, stored }
}
