// The contract of a network: what the publisher relies on in every adapter. Each runs it against a strict counterpart.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlatformError } from '../../src/core/errors.ts'
import type { AccountAccess, Content, Json, Picture, Platform, Step, StepAnswer } from '../../src/core/platform.ts'
import { count } from '../../src/core/posts/count.ts'

/** How the counterpart treats the next visible request. */
export type Treatment = 'unauthorised' | 'limited' | 'refused' | 'broken' | 'hangUpBefore' | 'hangUpAfter'

/** An adapter with its counterpart. What the counterpart cannot do is left out. */
export type PlatformStage = {
  platform: Platform
  account: AccountAccess
  /** Pictures that every post here needs. */
  pictures?: Picture[]
  /** A secret that must never be seen in an error. */
  secret?: string
  /** The texts the public sees now, oldest first. */
  seen(): Promise<string[]>
  /** Treats the next visible request so; `after` lets so many through first. */
  treat?(how: Treatment, after?: number): void
  close(): Promise<void>
}

/** Runs the contract. `threads` is true for a network with threads, `settles` where a lost answer can be looked up. */
export function platformContract(
  name: string,
  open: () => Promise<PlatformStage>,
  has: { threads: boolean; settles: boolean },
): void {
  describe(`${name} keeps the contract of a network`, () => {
    let stage: PlatformStage
    let id = 0
    beforeEach(async () => {
      stage = await open()
    })
    afterEach(() => stage.close())

    const limits = () => stage.platform.limits({ settings: {} })
    const content = (text: string, parts: string[] = []): Content => ({
      ...{ text, parts, options: {} },
      pictures: stage.pictures ?? [],
    })
    const key = () => `00000000-0000-4000-8000-${String(++id).padStart(12, '0')}`

    /** A publication as the publisher drives it: prepared once, then called until it is done. */
    async function ready(given: Content) {
      const base = {
        publicationId: key(),
        account: stage.account,
        content: given,
        read: async () => new Uint8Array(),
        piece: async () => new Uint8Array(),
        link: (mediaId: string) => `http://127.0.0.1:9/media/${mediaId}`,
        signal: AbortSignal.timeout(10_000),
      }
      const frozen = await stage.platform.prepare(base)
      const sent: Date[] = []
      let progress: Json = null
      const step = (): Step => ({
        ...base,
        frozen: structuredClone(frozen),
        progress,
        sent: (at) => void sent.push(at),
      })
      return {
        sent,
        step,
        async once(): Promise<StepAnswer> {
          const answer = await stage.platform.publish(step())
          if (answer.kind === 'wait') progress = JSON.parse(JSON.stringify(answer.progress))
          return answer
        },
        async through(): Promise<Extract<StepAnswer, { kind: 'done' }>> {
          for (let calls = 0; calls < 50; calls++) {
            const answer = await this.once()
            if (answer.kind === 'done') return answer
          }
          throw new Error('a ratchet without an end')
        },
        settle: () => stage.platform.settle?.({ ...step(), startedAt: new Date(), looks: 1 }),
      }
    }

    async function faultOf(work: Promise<unknown>): Promise<PlatformError> {
      const error = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      expect(error).toBeInstanceOf(PlatformError)
      if (!(error instanceof PlatformError)) throw new Error('no fault')
      if (stage.secret !== undefined) {
        const shown = [
          error.message,
          error.say,
          String(error.stack),
          String((error.cause as Error | undefined)?.message),
        ].join('\n')
        expect(shown).not.toContain(stage.secret)
      }
      expect(error.say).not.toBe('')
      return error
    }

    it('passes a text at its limit and names one over it', () => {
      const { limit, unit } = limits().text
      const full = 'a'.repeat(limit)
      expect(count(full, unit)).toBe(limit)
      expect(stage.platform.check(content(full), limits())).toEqual([])
      expect(stage.platform.check(content(`${full}a`), limits())).toEqual([{ kind: 'tooLong', used: limit + 1, limit }])
      expect(stage.platform.check({ ...content(' '), pictures: [] }, limits())).toEqual([{ kind: 'empty' }])
    })

    it('publishes exactly the words, once, and says when the request left', async () => {
      const from = Date.now()
      const post = await ready(content('The first coffee is on us. ☕ è così'))
      const done = await post.through()
      expect(await stage.seen()).toEqual(['The first coffee is on us. ☕ è così'])
      expect(done.remoteId).not.toBe('')
      expect(done.url === null || done.url.startsWith('http')).toBe(true)
      expect(post.sent).toHaveLength(1)
      expect(post.sent[0]?.getTime()).toBeGreaterThanOrEqual(from - 1)
    })

    it('freezes what survives the database unchanged', async () => {
      const post = await ready(content('Frozen words.'))
      expect(JSON.parse(JSON.stringify(post.step().frozen))).toEqual(post.step().frozen)
    })

    it.skipIf(!has.threads)('publishes a thread part by part, and goes on where it was', async () => {
      const post = await ready(content('One. Two. Three.', ['One.', 'Two.', 'Three.']))
      expect((await post.once()).kind).toBe('wait')
      expect(await stage.seen()).toEqual(['One.'])
      await post.through()
      expect(await stage.seen()).toEqual(['One.', 'Two.', 'Three.'])
    })

    it('does nothing when it is stopped before it began', async ({ skip }) => {
      if (stage.treat === undefined) return skip('it answers at once: there is nothing to stop')
      const post = await ready(content('Never seen.'))
      const stopped = { ...post.step(), signal: AbortSignal.abort() }
      await stage.platform.publish(stopped).catch(() => undefined)
      expect(await stage.seen()).toEqual([])
    })

    it.for([
      ['unauthorised', 'auth'],
      ['limited', 'limited'],
      ['refused', 'rejected'],
      ['broken', 'unknown'],
    ] as const)('reads %s as %s', async ([how, kind], { skip }) => {
      if (stage.treat === undefined) return skip('it is part of this process: nothing stands between')
      stage.treat(how)
      const post = await ready(content('Trouble ahead.'))
      const fault = await faultOf(post.through())
      expect(fault.kind).toBe(kind)
      if (kind === 'limited') expect(fault.retryAt).toBeInstanceOf(Date)
    })

    it.skipIf(!has.settles)('finds what is there after a lost answer, and proves what is not', async () => {
      if (stage.treat === undefined) {
        const post = await ready(content('Looked up.'))
        expect(await post.settle()).toEqual({ kind: 'absent' })
        const done = await post.through()
        expect(await post.settle()).toEqual({ kind: 'published', remoteId: done.remoteId, url: done.url })
        return
      }
      stage.treat('hangUpAfter')
      const there = await ready(content('It is there.'))
      expect((await faultOf(there.through())).kind).toBe('unknown')
      expect((await there.settle())?.kind).toBe('published')
      stage.treat('hangUpBefore')
      const gone = await ready(content('It is not there.'))
      expect((await faultOf(gone.through())).kind).toBe('unknown')
      expect((await gone.settle())?.kind).toBe('absent')
      expect(await stage.seen()).toEqual(['It is there.'])
    })

    it('changes what it published, and the same again is harmless', async ({ skip }) => {
      const { platform, account } = stage
      if (platform.edit === undefined) return skip('noEdit')
      const post = await ready(content('The frist coffee.'))
      const { remoteId } = await post.through()
      const sent: Date[] = []
      const change = (from: string, to: string) =>
        platform.edit?.({
          ...{ publicationId: key(), account, remoteId, before: content(from), content: content(to) },
          ...{
            read: async () => new Uint8Array(),
            piece: async () => new Uint8Array(),
            sent: (at) => void sent.push(at),
            signal: AbortSignal.timeout(5_000),
          },
        })
      await change('The frist coffee.', 'The first coffee.')
      expect(await stage.seen()).toEqual(['The first coffee.'])
      expect(sent.length).toBeGreaterThan(0)
      await change('The frist coffee.', 'The first coffee.')
      expect(await stage.seen()).toEqual(['The first coffee.'])
    })

    it('changes it after a lost answer by the same call again', async ({ skip }) => {
      const { platform, account } = stage
      if (platform.edit === undefined || stage.treat === undefined) return skip('nothing to lose here')
      const { remoteId } = await (await ready(content('Before.'))).through()
      const change = () =>
        platform.edit?.({
          ...{ publicationId: key(), account, remoteId, before: content('Before.'), content: content('After.') },
          piece: async () => new Uint8Array(),
          ...{ read: async () => new Uint8Array(), sent: () => undefined, signal: AbortSignal.timeout(5_000) },
        }) ?? Promise.reject(new Error('no edit'))
      stage.treat('hangUpAfter')
      expect((await faultOf(change())).kind).toBe('unknown')
      await change()
      expect(await stage.seen()).toEqual(['After.'])
    })

    it('takes away what it published, where it can', async ({ skip }) => {
      if (stage.platform.remove === undefined) return skip('this network does not let posts be deleted')
      const done = await (await ready(content('Soon gone.'))).through()
      await stage.platform.remove(stage.account, done.remoteId, AbortSignal.timeout(5_000))
      expect(await stage.seen()).toEqual([])
    })
  })
}
