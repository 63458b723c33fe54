// The webhook: calls that prove by Twilio's own signature that they are Twilio's, before they are read.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'

const header = 'x-twilio-signature'
const mostBytes = 200_000

/** The address that Twilio was given, the token that signs, and what takes the fields of a call. */
export type Hook = { url: string; authToken: string; take: (form: Record<string, string>) => Promise<void> }

/** Answers one request: 403 for what is forged, as Twilio's own tools do, 200 with an empty answer when it is stored. */
export async function answer(request: Request, { url, authToken, take }: Hook): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405 })
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return new Response(null, { status: 413 })
  const raw = await request.text()
  if (raw.length > mostBytes) return new Response(null, { status: 413 })
  const form = Object.fromEntries(new URLSearchParams(raw))
  // The address is the one Twilio was given, never what a request says of itself; the query is signed with it.
  const signed = url + new URL(request.url).search
  const signature = request.headers.get(header)
  if (!signature || !validateRequest(authToken, signature, signed, form)) return new Response(null, { status: 403 })
  await take(form)
  return new Response('<Response/>', { headers: { 'content-type': 'text/xml' } })
}
