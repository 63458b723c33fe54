// Where chats are called: each proves its sender itself, and acknowledges only what is stored.
import { Hono } from 'hono'
import type { Env, House } from './house.ts'
import { notFound } from './problem.ts'

/** `POST /webhooks/:chat`, and the GET by which some prove it, for every chat that is switched on and can be called. */
export function webhookRoutes(house: House) {
  return new Hono<Env>().on(['GET', 'POST'], '/webhooks/:chat', (c) => {
    const webhook = house.app.chats.get(c.req.param('chat'))?.webhook
    if (webhook === undefined) throw notFound('chat')
    return webhook(c.req.raw)
  })
}
