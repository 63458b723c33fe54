// What goes wrong over HTTP: one error class for refusals, and how any error becomes an answer.
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { MediaError, type MediaErrorKind } from '../core/media/error.ts'
import { StorageError } from '../core/media/storage.ts'

const titles = {
  400: 'Not understood',
  401: 'Signed out',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not now',
  410: 'Gone',
  413: 'Too large',
  415: 'Not usable',
  422: 'Not valid',
  429: 'Too many',
  500: 'Broken',
  503: 'Not available',
  507: 'No room',
} as const

export type ProblemStatus = keyof typeof titles

/** One field of a request and what is wrong with it. */
export type FieldError = { path: string; message: string }

/** A refusal with its status; the message is a sentence fit for the person who asks. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: ProblemStatus
  readonly errors: FieldError[] | undefined
  /** Seconds after which the same may be asked again. */
  readonly retryAfter: number | undefined

  constructor(status: ProblemStatus, detail: string, more: { errors?: FieldError[]; retryAfter?: number } = {}) {
    super(detail)
    this.status = status
    this.errors = more.errors
    this.retryAfter = more.retryAfter
  }
}

/** No such thing here, or not in this workspace: the two look the same. */
export function notFound(what: string): ProblemError {
  return new ProblemError(404, `There is no such ${what} here.`)
}

/** Any error as a problem. What nobody expected gets an id, and `log` is told under it. */
export function problemOf(error: unknown, log: (id: string) => void): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof MediaError) return new ProblemError(mediaStatuses[error.kind], error.message)
  if (error instanceof HTTPException && error.status === 400)
    return new ProblemError(400, 'This could not be read: it is not valid JSON.')
  if (error instanceof HTTPException && error.status === 415)
    return new ProblemError(415, 'Send it as JSON, with the header Content-Type: application/json.')
  const id = randomBytes(4).toString('hex')
  log(id)
  if (error instanceof StorageError && error.kind === 'full')
    return new ProblemError(
      507,
      'There is no room for files left here. Whoever runs this installation has to make some.',
    )
  return new ProblemError(500, `Something broke here. The log calls it ${id}.`)
}

/** A problem as its JSON answer. */
export function problemJson(c: Context, problem: ProblemError): Response {
  const { status, message: detail, errors, retryAfter } = problem
  const body = { type: 'about:blank', title: titles[status], status, detail, ...(errors && { errors }) }
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter))
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' })
}

const mediaStatuses: Record<MediaErrorKind, ProblemStatus> = {
  notMedia: 415,
  unsupported: 415,
  tooLarge: 413,
  tooManyPixels: 413,
  broken: 422,
  noRoom: 413,
}
