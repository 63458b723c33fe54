// The calls of the Bot API that a channel needs, each over our own way out. The token is in the address and goes nowhere else.
import type { FileForm, Request } from '../../request.ts'
import { answerSchema, faultOf, lossOf } from './faults.ts'

/** What the calls are made with. */
export type Reach = { token: string; apiRoot: string; request: Request; now: () => Date }

export type Upload = { name: string; type: string; bytes: Uint8Array }

/** One call. `sent` makes it a visible one: its lost answer is unknown. */
export type Calling = {
  method: string
  fields: Record<string, unknown>
  files?: Upload[]
  /** A film that goes along, read as it leaves. */
  film?: (fields: Record<string, string>) => FileForm
  signal: AbortSignal
  sent?: (at: Date) => void
}

/** Reads may wait less than what must not be lost. */
const timeoutMs = { read: 15_000, visible: 60_000, film: 110_000 }
const mostAnswer = 1_000_000

/** Makes calls; they answer the result or throw a PlatformError. */
export function createCaller({ token, apiRoot, request, now }: Reach) {
  return async ({ method, fields, files = [], film, signal, sent }: Calling): Promise<unknown> => {
    const isVisible = sent !== undefined
    const isJson = files.length === 0 && film === undefined
    const usual = isVisible ? timeoutMs.visible : timeoutMs.read
    try {
      const answer = await request({
        url: `${apiRoot}/bot${token}/${method}`,
        method: 'POST',
        ...(isJson && { headers: { 'content-type': 'application/json' } }),
        body: isJson ? JSON.stringify(fields) : film === undefined ? formOf(fields, files) : film(worded(fields)),
        timeoutMs: film === undefined ? usual : timeoutMs.film,
        maxBytes: mostAnswer,
        trusted: true,
        signal,
        ...(sent !== undefined && { onSent: sent }),
      })
      const read = answerSchema.safeParse(readable(answer))
      const gone = { ok: false, error_code: answer.status >= 400 ? answer.status : 500, description: '' } as const
      const said = read.success ? read.data : gone
      if (said.ok) return said.result
      throw faultOf(said, { isVisible, now: now() })
    } catch (error) {
      throw lossOf(error, isVisible)
    }
  }
}

export type Caller = ReturnType<typeof createCaller>

/** A gateway in trouble answers with a page: its status is all there is to read. */
function readable(answer: { status: number; json(): unknown }): unknown {
  try {
    return answer.json()
  } catch {
    // Not JSON: the status says what it is.
    return undefined
  }
}

/** Fields as a form has them. */
function worded(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

function formOf(fields: Record<string, unknown>, files: Upload[]): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(worded(fields))) form.set(name, value)
  for (const { name, type, bytes } of files) {
    const ending = type.slice('image/'.length)
    form.set(name, new Blob([new Uint8Array(bytes)], { type }), `${name}.${ending}`)
  }
  return form
}
