// The webhook: its secret, and an update that is acknowledged only when it is stored.
import { createHash, timingSafeEqual } from 'node:crypto'

const header = 'x-telegram-bot-api-secret-token'
const mostBytes = 1_000_000

/** The secret of the webhook where none is set: every process that has the token finds the same one. */
export function secretFrom(token: string): string {
  return createHash('sha256').update(`leopost webhook ${token}`).digest('hex')
}

/** Answers one request: 401 for one that is not from Telegram, 400 for one that is no update, 200 when it was taken. */
export async function answer(
  request: Request,
  given: { secret: string; take: (update: unknown) => Promise<void> },
): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405 })
  if (!isSame(request.headers.get(header) ?? '', given.secret)) return new Response(null, { status: 401 })
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return new Response(null, { status: 413 })
  const update = await request.json().catch(() => undefined)
  if (typeof update !== 'object' || update === null) return new Response(null, { status: 400 })
  await given.take(update)
  return new Response(null, { status: 200 })
}

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
