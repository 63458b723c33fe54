// How large a request may be. What is too much is read to its end and forgotten, so that the sender hears why it was refused.
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Env } from './house.ts'
import { ProblemError } from './problem.ts'

/** Beyond so many times the limit nobody listens any more: the connection is closed. */
const patience = 8

/** Lets requests through whose body has at most so many bytes; `sentence` says the limit to the others. */
export function atMost(bytes: number, sentence: string) {
  return createMiddleware<Env>(async (c, next) => {
    const stream = c.req.raw.body
    if (stream === null) return next()
    const length = c.req.header('transfer-encoding') === undefined ? Number(c.req.header('content-length')) : Number.NaN
    if (length <= bytes) return next()
    if (length > bytes * patience) throw refused(c, sentence)
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of stream) {
      size += part.length
      if (size <= bytes) parts.push(part)
      else parts.length = 0
      if (size > bytes * patience) throw refused(c, sentence)
    }
    if (size > bytes) throw new ProblemError(413, sentence)
    c.req.raw = new Request(c.req.raw, { body: Buffer.concat(parts) })
    return next()
  })
}

/** Lets a body through as it comes. One that says that it is larger is read to its end where that is near, and refused. */
export function endingAt(bytes: number, sentence: string) {
  return createMiddleware<Env>(async (c, next) => {
    const length = Number(c.req.header('content-length'))
    if (!(length > bytes)) return next()
    if (length > bytes * 2) throw refused(c, sentence)
    for await (const _ of c.req.raw.body ?? []);
    throw new ProblemError(413, sentence)
  })
}

function refused(c: Context, sentence: string): ProblemError {
  c.header('Connection', 'close')
  return new ProblemError(413, sentence)
}
