// The webhook: the challenge by which Meta learns the address, and calls that prove their sender before they are read.
import { createHmac } from 'node:crypto'
import { sameSecret } from '../../../core/secrets.ts'

const header = 'x-hub-signature-256'
const mostBytes = 4_000_000

/** The secrets of the webhook, and what takes a call that was read; false where it is no such call. */
export type Hook = { appSecret: string; verifyToken: string; take: (payload: unknown) => Promise<boolean> }

/** Answers one request: the challenge, 401 for what is forged, 400 for what is no call, 200 when it is stored. */
export async function answer(request: Request, hook: Hook): Promise<Response> {
  if (request.method === 'GET') return challenge(new URL(request.url).searchParams, hook.verifyToken)
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return new Response(null, { status: 413 })
  const raw = Buffer.from(await request.arrayBuffer())
  if (raw.length > mostBytes) return new Response(null, { status: 413 })
  const due = `sha256=${createHmac('sha256', hook.appSecret).update(raw).digest('hex')}`
  if (!sameSecret(request.headers.get(header) ?? '', due)) return new Response(null, { status: 401 })
  const isTaken = await hook.take(parsed(raw))
  return new Response(null, { status: isTaken ? 200 : 400 })
}

function challenge(given: URLSearchParams, verifyToken: string): Response {
  const isOurs = sameSecret(given.get('hub.verify_token') ?? '', verifyToken)
  if (given.get('hub.mode') !== 'subscribe' || !isOurs) return new Response(null, { status: 403 })
  return new Response(given.get('hub.challenge') ?? '', { headers: { 'content-type': 'text/plain' } })
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
