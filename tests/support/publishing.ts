// Driving an adapter as the publisher does, without a database: prepared once, called until it is done, progress through JSON.
import type { Range } from '../../src/core/media/storage.ts'
import type { AccountAccess, Content, Json, Platform, Step, StepAnswer } from '../../src/core/platform.ts'

/** Content of one text, with whatever else is given. */
export function contentOf(text: string, more: Partial<Content> = {}): Content {
  return { text, parts: [], pictures: [], options: {}, ...more }
}

/** What a publication is driven with. */
export type Drive = {
  platform: Platform
  account: AccountAccess
  content: Content
  id?: string
  bytes?: Uint8Array
  dueAt?: Date
}

/** Prepares a publication; `once` makes one call of the ratchet, `through` all that are left. */
export async function drive({ platform, account, content, id, bytes, dueAt }: Drive) {
  const base = {
    publicationId: id ?? '00000000-0000-4000-8000-000000000001',
    account,
    content,
    read: async () => bytes ?? new Uint8Array(),
    piece: async (_: string, { start, end }: Range) => (bytes ?? new Uint8Array()).subarray(start, end + 1),
    link: (mediaId: string) => `http://127.0.0.1:9/media/${mediaId}`,
    ...(dueAt && { dueAt }),
    signal: AbortSignal.timeout(15_000),
  }
  const frozen = JSON.parse(JSON.stringify(await platform.prepare(base)))
  let progress: Json = null
  const step = (): Step => ({ ...base, frozen: structuredClone(frozen), progress, sent: () => undefined })
  const once = async (): Promise<StepAnswer> => {
    const answer = await platform.publish(step())
    if (answer.kind === 'wait') progress = JSON.parse(JSON.stringify(answer.progress))
    return answer
  }
  return {
    frozen,
    once,
    async through(): Promise<Extract<StepAnswer, { kind: 'done' }>> {
      for (let calls = 0; calls < 100; calls++) {
        const answer = await once()
        if (answer.kind === 'done') return answer
        await new Promise((done) => setTimeout(done, Math.min(50, Math.max(0, answer.until.getTime() - Date.now()))))
      }
      throw new Error('a ratchet without an end')
    },
    /** A look after a lost answer; what it finds on the way is taken over. */
    async settle(startedAt = new Date()) {
      const found = await platform.settle?.({ ...step(), startedAt, looks: 1 })
      if (found?.kind === 'onward') progress = JSON.parse(JSON.stringify(found.progress))
      return found
    },
  }
}
