// Why a request has no answer.

/**
 * What happened to it. `refused`: the address is private or not for us, nothing was sent. `notSent`: no name, no
 * connection, no time,
 * or taken back before its head left. `lost`: its head left and no readable answer came. `tooLarge`: the answer is
 * larger than allowed.
 * `aborted`: the caller took it back after its head had left.
 */
export type RequestErrorKind = 'refused' | 'notSent' | 'lost' | 'tooLarge' | 'aborted'

/**
 * A request without an answer. `sent` is true when the other side may have acted on it. Its message names the method
 * and the host
 * only: paths, queries, headers and bodies carry secrets. `code` is the system's word for the trouble, where there is
 * one.
 */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly kind: RequestErrorKind
  readonly sent: boolean
  readonly code: string | undefined

  constructor(kind: RequestErrorKind, say: string, more: { sent: boolean; cause?: unknown }) {
    super(say, { cause: plain(more.cause) })
    this.kind = kind
    this.sent = more.sent
    this.code = codeOf(more.cause)
  }
}

/** The same error without the properties in which the HTTP client keeps parts of what was received. */
function plain(cause: unknown): Error | undefined {
  if (!(cause instanceof Error)) return undefined
  const code = codeOf(cause)
  return new Error(code && !cause.message.includes(code) ? `${code}: ${cause.message}` : cause.message)
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
