// Events for programs, signed as the Standard Webhooks convention says: https://www.standardwebhooks.com
import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A new secret, as programs are given it. */
export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/** The headers that prove an event: its id, the moment of this try in seconds, and the signature over both and the body. */
export function signed(secret: string, event: { id: string; at: Date; body: string }): Record<string, string> {
  const timestamp = String(Math.floor(event.at.getTime() / 1000))
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${event.id}.${timestamp}.${event.body}`).digest('base64')
  return { 'webhook-id': event.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
