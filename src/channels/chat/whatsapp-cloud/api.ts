// The Cloud API as the chat uses it, over our own way out; its faults as ChatErrors.
import { z } from 'zod'
import { ChatError } from '../../../core/errors.ts'
import { type Answer, type Given, type Request, RequestError } from '../../request.ts'
import { OperatorError } from '../operator.ts'
import { mostFileBytes } from '../whatsapp.ts'
import { faultOfCode, operatorCodes, pauseOf } from './faults.ts'

/** What the calls are made with. `apiRoot` has the version in it. */
export type Reach = { token: string; phoneId: string; apiRoot: string; request: Request; now: () => Date }

export type Api = ReturnType<typeof createApi>

const callMs = 15_000
/** Within the lease of a delivery, which is a minute. */
const uploadMs = 40_000
const mostAnswer = 1_000_000

const sent = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) })
const uploaded = z.object({ id: z.string().min(1) })
const located = z.object({ url: z.url(), file_size: z.coerce.number().optional() })
const number = z.object({ display_phone_number: z.string(), verified_name: z.string().optional() })
const refusal = z.object({ error: z.object({ code: z.number() }) })

/** Opens the calls. Nothing is sent yet. */
export function createApi({ token, phoneId, apiRoot, request, now }: Reach) {
  const authorization = `Bearer ${token}`
  const ownHost = new URL(apiRoot).host

  async function call<T>(path: string, given: Partial<Given>, read: z.ZodType<T>): Promise<T> {
    const headers = { authorization, ...given.headers }
    const url = `${apiRoot}/${path}`
    const whole = { timeoutMs: callMs, maxBytes: mostAnswer, ...given, url, headers, trusted: true, redirect: 'refuse' }
    try {
      const answer = await request(whole as Given)
      if (answer.status !== 200) throw refused(answer, now())
      return read.parse(answer.json())
    } catch (error) {
      if (error instanceof RequestError || error instanceof z.ZodError)
        throw new ChatError('unavailable', { cause: error })
      throw error
    }
  }

  const post = (body: object) =>
    call(
      `${phoneId}/messages`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      sent,
    )

  return {
    /** Sends a message; answers Meta's id of it. */
    async send(body: object): Promise<string> {
      const { messages } = await post(body)
      return messages[0]?.id ?? ''
    },
    /** Uploads a picture; answers the id under which it can be shown. */
    async upload(bytes: Uint8Array, type: string): Promise<string> {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', type)
      form.set('file', new File([new Uint8Array(bytes)], `picture.${type.split('/')[1]}`, { type }))
      const { id } = await call(`${phoneId}/media`, { method: 'POST', body: form, timeoutMs: uploadMs }, uploaded)
      return id
    },
    /** The bytes of a file that somebody sent; undefined for one that is too large or not there any more. */
    async read(fileId: string): Promise<Uint8Array | undefined> {
      const where = await call(encodeURIComponent(fileId), {}, located).catch((error: unknown) => {
        // An id that is over is an unknown one.
        if (error instanceof ChatError && error.cause instanceof OperatorError && error.cause.code === 100)
          return undefined
        throw error
      })
      if (where === undefined || (where.file_size ?? 0) > mostFileBytes) return undefined
      const url = new URL(where.url)
      // The token goes to Meta and to nobody else.
      if (url.host !== ownHost && !isMetas(url)) return undefined
      return download({ url, headers: { authorization }, trusted: url.host === ownHost })
    },
    /** The number that people write to. */
    number: () => call(`${phoneId}?fields=display_phone_number,verified_name`, {}, number),
  }

  async function download(given: Pick<Given, 'url' | 'headers' | 'trusted'>): Promise<Uint8Array | undefined> {
    try {
      const answer = await request({
        ...given,
        timeoutMs: 60_000,
        maxBytes: mostFileBytes,
        redirect: 'refuse',
      } as Given)
      if (answer.status === 404) return undefined
      if (answer.status !== 200) throw new ChatError('unavailable')
      return answer.bytes
    } catch (error) {
      if (error instanceof RequestError && error.kind === 'tooLarge') return undefined
      if (error instanceof RequestError) throw new ChatError('unavailable', { cause: error })
      throw error
    }
  }
}

function isMetas({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && /(?:^|\.)(?:facebook\.com|fbsbx\.com|fbcdn\.net|whatsapp\.net)$/.test(hostname)
}

function refused(answer: Answer, now: Date): ChatError {
  const read = refusal.safeParse(jsonOf(answer))
  const code = read.success ? read.data.error.code : undefined
  if (code === undefined) return new ChatError(answer.status === 429 ? 'limited' : 'unavailable')
  if (operatorCodes.has(code)) return new ChatError('unavailable', { cause: new OperatorError('WhatsApp', code) })
  const kind = faultOfCode(code)
  if (kind !== 'limited') return new ChatError(kind)
  return new ChatError(kind, { retryAt: new Date(now.getTime() + pauseOf(code) * 1000) })
}

function jsonOf(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}
