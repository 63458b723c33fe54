// The Bot API as the chat uses it: grammY's calls over our own way out, and its faults as ChatErrors.
import { Api, type ApiClientOptions, GrammyError, HttpError } from 'grammy'
import { ChatError } from '../../../core/errors.ts'
import type { Request } from '../../request.ts'

/** How long a call waits for updates at Telegram, in seconds. */
export const pollSeconds = 25

const callMs = 15_000
/** Within the lease of a delivery, which is a minute. */
const uploadMs = 40_000
const mostAnswer = 8_000_000
/** After a 429 without a number. */
const usualPauseSeconds = 30

/** What the calls are made with. `stopping` ends the wait for updates, nothing else. */
export type Reach = { token: string; apiRoot: string; request: Request; stopping: AbortSignal }

/** The raw calls of the Bot API; they throw what `faultOf` reads. */
export type Calls = Api['raw']

/** Opens the calls. Nothing is sent yet. */
export function createCalls({ token, apiRoot, request, stopping }: Reach): Calls {
  const fetch = async (url: string | URL, init: { body?: unknown; headers?: { 'content-type'?: string } }) => {
    const isPoll = String(url).endsWith('/getUpdates')
    const isForm = typeof init.body !== 'string'
    return request({
      url,
      method: 'POST',
      headers: { 'content-type': init.headers?.['content-type'] ?? 'application/json' },
      body: typeof init.body === 'string' ? init.body : await whole(init.body),
      timeoutMs: isPoll ? (pollSeconds + 10) * 1000 : isForm ? uploadMs : callMs,
      maxBytes: mostAnswer,
      trusted: true,
      ...(isPoll && { signal: stopping }),
    })
  }
  // Typed after node-fetch, of which grammY uses the address, the body and json() alone.
  const client = { apiRoot, fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']>, timeoutSeconds: 60 }
  return new Api(token, client).raw
}

/** A form as grammY streams it, in one piece: it is sent once, with its length. */
async function whole(stream: unknown): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  if (!isStream(stream)) throw new TypeError('this body cannot be sent')
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

/** The bytes of a file that somebody sent; undefined for one that Telegram does not hand out. */
export async function readFile(config: Reach, calls: Calls, fileId: string): Promise<Uint8Array | undefined> {
  const { file_path: path } = await calls.getFile({ file_id: fileId })
  if (path === undefined) return undefined
  const { token, apiRoot, request } = config
  // The address holds the token: it goes no further than this call.
  const url = `${apiRoot}/file/bot${token}/${path}`
  const answer = await request({ url, timeoutMs: 60_000, maxBytes: 21_000_000, trusted: true, redirect: 'refuse' })
  if (answer.status !== 200) throw new Error(`a file was answered with status ${answer.status}`)
  return answer.bytes
}

/** The answer of Telegram behind an error, if it gave one. */
export function refusalOf(error: unknown): { code: number; say: string; retryAfter: number | undefined } | undefined {
  if (!(error instanceof GrammyError)) return undefined
  return { code: error.error_code, say: error.description, retryAfter: error.parameters.retry_after }
}

/** A failed call as the engine understands it. */
export function faultOf(error: unknown, now: Date): ChatError {
  if (error instanceof ChatError) return error
  const refusal = refusalOf(error)
  if (refusal?.code === 429) {
    const seconds = refusal.retryAfter ?? usualPauseSeconds
    return new ChatError('limited', { cause: error, retryAt: new Date(now.getTime() + seconds * 1000) })
  }
  // Blocked, deactivated, put out: 403. A chat that is no more is a 400 like any other, told by its words alone.
  const isGone = refusal?.code === 403 || (refusal?.code === 400 && /chat not found|upgraded/i.test(refusal.say))
  if (isGone) return new ChatError('gone', { cause: error })
  // The same message again would be refused again.
  if (refusal?.code === 400 || refusal?.code === 413) return new ChatError('refused', { cause: error })
  // The inner error of grammY's HttpError is our own, which names the host only.
  return new ChatError('unavailable', { cause: error instanceof HttpError ? error.error : error })
}
