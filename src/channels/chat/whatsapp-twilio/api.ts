// Twilio as the chat uses it, over our own way out; its faults as ChatErrors.
import { z } from 'zod'
import { ChatError } from '../../../core/errors.ts'
import { type Answer, type Given, type Request, RequestError } from '../../request.ts'
import { OperatorError } from '../operator.ts'
import { mostFileBytes } from '../whatsapp.ts'
import { faultOfCode, operatorCodes } from './faults.ts'

/** What the calls are made with. */
export type Reach = {
  accountSid: string
  authToken: string
  apiRoot: string
  request: Request
  now: () => Date
}

/** What Twilio will not take as it is; another form of it may do. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

export type Api = ReturnType<typeof createApi>

const callMs = 15_000
const mostAnswer = 4_000_000

const sent = z.object({ sid: z.string().min(1) })
const account = z.object({ friendly_name: z.string(), status: z.string() })
const contents = z.object({ contents: z.array(z.object({ sid: z.string(), friendly_name: z.string() })) })
const refusal = z.object({ code: z.number().optional() })

/** Opens the calls. Nothing is sent yet. */
export function createApi({ accountSid, authToken, apiRoot, request, now }: Reach) {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const home = `${apiRoot}/2010-04-01/Accounts/${accountSid}`
  const contentRoot = apiRoot.replace(/^https:\/\/api\.(?=[\w.-]*twilio\.com$)/, 'https://content.')

  async function call<T>(url: string, given: Partial<Given>, read: z.ZodType<T>): Promise<T> {
    const headers = { authorization, ...given.headers }
    const around = { timeoutMs: callMs, maxBytes: mostAnswer, trusted: true, redirect: 'refuse' } as const
    try {
      const answer = await request({ ...around, ...given, url, headers })
      if (answer.status < 200 || answer.status >= 300) throw refused(answer, now())
      return read.parse(answer.json())
    } catch (error) {
      if (error instanceof RequestError || error instanceof z.ZodError)
        throw new ChatError('unavailable', { cause: error })
      throw error
    }
  }

  return {
    /** Sends a message with these fields; answers Twilio's id of it. */
    async send(fields: Record<string, string>): Promise<string> {
      const given = { method: 'POST', body: new URLSearchParams(fields) }
      return (await call(`${home}/Messages.json`, given, sent)).sid
    },
    /** Makes a content; answers its id. */
    async makeContent(content: object): Promise<string> {
      const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) }
      return (await call(`${contentRoot}/v1/Content`, json, sent)).sid
    },
    /** The contents that are there, by their names. */
    async contents(): Promise<Map<string, string>> {
      const found = await call(`${contentRoot}/v1/Content?PageSize=500`, {}, contents)
      return new Map(found.contents.map((one) => [one.friendly_name, one.sid]))
    },
    /** The bytes of a file that somebody sent; undefined for one that is too large, gone, or not at Twilio at all. */
    async read(address: string): Promise<Uint8Array | undefined> {
      const url = URL.canParse(address) ? new URL(address) : undefined
      // The token goes to Twilio and to nobody else; where that leads on to, the way out takes it off.
      if (url === undefined || !isTwilios(url, apiRoot)) return undefined
      const around = { timeoutMs: 60_000, maxBytes: mostFileBytes, redirect: 'follow' } as const
      try {
        const isOwn = url.host === new URL(apiRoot).host
        const answer = await request({ ...around, url, headers: { authorization }, trusted: isOwn })
        if (answer.status === 404) return undefined
        if (answer.status !== 200) throw new ChatError('unavailable')
        return answer.bytes
      } catch (error) {
        if (error instanceof RequestError && error.kind === 'tooLarge') return undefined
        if (error instanceof RequestError) throw new ChatError('unavailable', { cause: error })
        throw error
      }
    },
    /** The account that pays. */
    account: () => call(`${home}.json`, {}, account),
  }
}

function isTwilios(url: URL, apiRoot: string): boolean {
  if (url.host === new URL(apiRoot).host) return true
  return url.protocol === 'https:' && /(?:^|\.)twilio\.com$/.test(url.hostname)
}

const pauseSeconds = 60

function refused(answer: Answer, now: Date): ChatError {
  const read = refusal.safeParse(jsonOf(answer))
  const code = read.success ? read.data.code : undefined
  if (answer.status === 401 || answer.status === 403 || (code !== undefined && operatorCodes.has(code)))
    return new ChatError('unavailable', { cause: new OperatorError('Twilio', code ?? answer.status) })
  const kind = answer.status === 429 ? 'limited' : faultOfCode(code)
  if (kind === 'limited') {
    const seconds = Number(answer.headers.get('retry-after')) || pauseSeconds
    return new ChatError(kind, { retryAt: new Date(now.getTime() + seconds * 1000) })
  }
  const isRefused = answer.status === 400 || answer.status === 404
  return new ChatError(kind, isRefused ? { cause: new RefusedError(`refused with code ${code}`) } : {})
}

function jsonOf(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}
