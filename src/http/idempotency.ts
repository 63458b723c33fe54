// Writes that carry an Idempotency-Key: the same request is answered with the first answer, another one is refused.
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { withSystem } from '../db/client.ts'
import { giveKeyBack, type Keyed, keepAnswer, takeKey } from '../db/idempotency.ts'
import type { Env, House } from './house.ts'
import { ProblemError } from './problem.ts'

/** After so long without an answer the process that did the work is taken for dead. Longer than any write but a message. */
const patienceMs = 30_000
const lookMs = 100
const longestKey = 200

/** For every write but messages, whose own ids make a repeat harmless. */
export function idempotent(house: House) {
  return createMiddleware<Env>(async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined || c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const keyed = await keyedRequest(c, key)
    const known = await take(house, keyed)
    if (known !== undefined) return repeat(c, known)
    let isKept = false
    try {
      await next()
      isKept = await keep(house, keyed, c)
    } finally {
      if (!isKept) await withSystem(house.app.ctx.db, (tx) => giveKeyBack(tx, keyed))
    }
  })
}

/** Throws where a key was used with another request; remembers it else. For messages, which need no more. */
export async function checkKey(house: House, c: Context<Env>, key: string): Promise<void> {
  const keyed = await keyedRequest(c, key)
  const now = house.app.ctx.clock.now()
  const known = await withSystem(house.app.ctx.db, (tx) => takeKey(tx, keyed, now, now))
  if (known.kind === 'other') throw usedElsewhere()
}

/** Undefined for the one who is to do the work; else the first answer, waited for while it is under way. */
async function take(house: House, keyed: Keyed): Promise<{ status: number; body: string } | undefined> {
  const { db, clock } = house.app.ctx
  for (;;) {
    const now = clock.now()
    const staleBefore = new Date(now.getTime() - patienceMs)
    const known = await withSystem(db, (tx) => takeKey(tx, keyed, now, staleBefore))
    if (known.kind === 'mine') return undefined
    if (known.kind === 'done') return known
    if (known.kind === 'other') throw usedElsewhere()
    if (house.stopping.aborted) throw new ProblemError(503, 'This is stopping. Ask again.', { retryAfter: 1 })
    await pause(lookMs)
  }
}

async function keep(house: House, keyed: Keyed, c: Context): Promise<boolean> {
  const { status } = c.res
  // What may be different next time is not kept.
  if (status >= 500 || status === 429 || status === 401 || status === 403) return false
  const body = await c.res.clone().text()
  await withSystem(house.app.ctx.db, (tx) => keepAnswer(tx, keyed, { status, body }))
  return true
}

function repeat(c: Context, { status, body }: { status: number; body: string }): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  const headers = { 'Idempotent-Replayed': 'true', ...(body !== '' && { 'Content-Type': type }) }
  // The status was one of our own answers.
  return new Response(body === '' ? null : body, {
    status,
    headers: { ...Object.fromEntries(c.res.headers), ...headers },
  })
}

/** The boundary of a multipart body is new at every try, so it does not count. */
async function keyedRequest(c: Context<Env>, key: string): Promise<Keyed> {
  if (key === '' || key.length > longestKey || key.includes('\0'))
    throw new ProblemError(422, `An Idempotency-Key has 1 to ${longestKey} characters.`)
  const url = new URL(c.req.url)
  const hash = createHash('sha256').update(`${c.req.method} ${url.pathname}${url.search}\n`)
  const body = Buffer.from(await c.req.arrayBuffer())
  const boundary = /boundary="?([^";]+)/i.exec(c.req.header('content-type') ?? '')?.[1]
  hash.update(boundary === undefined ? body : Buffer.from(body.toString('latin1').replaceAll(boundary, ''), 'latin1'))
  return { personId: c.get('asker').personId, key, request: hash.digest('base64url') }
}

function usedElsewhere(): ProblemError {
  return new ProblemError(422, 'This Idempotency-Key was used for another request. Use a new one.')
}
