// WhatsApp by Twilio, over the strict one.
import { expect } from 'vitest'
import { createTwilio, type TwilioConfig } from '../../../src/channels/chat/whatsapp-twilio/index.ts'
import { createRequest } from '../../../src/channels/request.ts'
import type { Logger } from '../../../src/core/context.ts'
import { access, publicUrl, startTwilio } from '../../support/twilio/server.ts'
import type { luce, Way } from '../whatsapp/desk.ts'

/** Opens it. */
export async function twilioWay(clock: { now: () => Date }, log: Logger, more: Partial<TwilioConfig> = {}) {
  const api = await startTwilio(clock.now)
  // The bytes of a file lie on another host of the same machine here.
  const request = createRequest({ now: clock.now, allowPrivateHosts: ['localhost'], userAgent: 'Leopost' })
  const chat = createTwilio({ ...access, apiRoot: api.url, publicUrl, request, now: clock.now, log, ...more })
  const byId = new Map<string, Record<string, string>>()

  /** Brings a message, and answers with what status it was taken. */
  async function brings(from: typeof luce, fields: Record<string, string>, id?: string): Promise<number> {
    const fresh = () => api.message(from, fields)
    const form = id === undefined ? fresh() : (byId.get(id) ?? fresh())
    if (id !== undefined) byId.set(id, form)
    return (await chat.webhook?.(api.signed(form)))?.status ?? 0
  }

  const way = {
    chat,
    api,
    brings,
    idOf: (number: string) => `+${number}`,
    async says(from: typeof luce, text: string, id?: string) {
      expect(await brings(from, { Body: text }, id)).toBe(200)
    },
    shown: (number: string) => api.shown.filter((one) => one.to === `+${number}`).map((one) => one.text),
    tell: () => api.tell(chat),
    outage: {
      begins: () => api.trouble({ status: 503 }, { times: Number.POSITIVE_INFINITY }),
      ends: () => api.calm(),
    },
    async close() {
      await request.close()
      await api.stop()
      expect(api.faults).toEqual([])
    },
  }
  return way satisfies Way
}
