// OpenAI's SDK as all its uses share it: the client without any guessing, and its errors in our words.
import OpenAI, { APIConnectionError, APIError } from 'openai'
import { faultOf } from '../faults.ts'
import { ModelError, type ProviderId } from '../model.ts'
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

/** The client: no key from the environment, no retry of its own. */
export function openClient(options: OpenAiOptions): OpenAI {
  // All are passed always: left out, the SDK reads the environment.
  return new OpenAI({
    apiKey: options.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: options.baseUrl ?? addresses[options.provider],
    maxRetries: 0,
    logLevel: 'off',
  })
}

/** An error of the SDK as a ModelError, without the key. */
export function translate(error: unknown, apiKey: string | undefined): unknown {
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
