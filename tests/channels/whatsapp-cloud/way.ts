// WhatsApp by the Cloud API, over the strict one.
import { expect } from 'vitest'
import { createWhatsAppCloud, type WhatsAppCloudConfig } from '../../../src/channels/chat/whatsapp-cloud/index.ts'
import { createRequest } from '../../../src/channels/request.ts'
import type { Logger } from '../../../src/core/context.ts'
import { access, startCloudApi } from '../../support/whatsapp-cloud/server.ts'
import type { luce, Way } from '../whatsapp/desk.ts'

/** Opens it. */
export async function cloudWay(clock: { now: () => Date }, log: Logger, more: Partial<WhatsAppCloudConfig> = {}) {
  const api = await startCloudApi(clock.now)
  const request = createRequest({ now: clock.now, allowPrivateHosts: [], userAgent: 'Leopost' })
  const { apiRoot } = api
  const chat = createWhatsAppCloud({ ...access, apiRoot, request, now: clock.now, log, ...more })
  const byId = new Map<string, Record<string, unknown>>()

  /** Brings a message, and answers with what status it was taken. */
  async function brings(from: typeof luce, content: Record<string, unknown>, id?: string): Promise<number> {
    const fresh = () => api.message(from.number, content)
    const message = id === undefined ? fresh() : (byId.get(id) ?? fresh())
    if (id !== undefined) byId.set(id, message)
    return (await chat.webhook?.(api.call(from.name, message)))?.status ?? 0
  }

  const way = {
    chat,
    api,
    idOf: (number: string) => number,
    brings,
    async says(from: typeof luce, text: string, id?: string) {
      expect(await brings(from, { text }, id)).toBe(200)
    },
    shown: (number: string) => api.shown.filter((one) => one.to === number).map((one) => one.text),
    tell: () => api.tell(chat),
    outage: {
      begins: () => api.trouble({ kind: 'page', status: 502 }, { times: Number.POSITIVE_INFINITY }),
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
