// The contract of a network that takes films: whatever answer is lost on the long way, the film is out once, whole, and is never
// held whole here.
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlatformError } from '../../src/core/errors.ts'
import type { Range } from '../../src/core/media/storage.ts'
import type { AccountAccess, Content, FilmPart, Json, Platform, Step } from '../../src/core/platform.ts'

/** An adapter with its counterpart, and how what was shown there is looked at. */
export type FilmStage = {
  platform: Platform
  account: AccountAccess
  secret: string
  /** What the public sees now: the words, and the film as it came, or the address where it was fetched. */
  shown(): { text: string; film: Uint8Array | string }[]
  calls(): number
  drop(nth: number, how: 'hangUpBefore' | 'hangUpAfter'): void
  close(): Promise<void>
}

/** `bytes` are those of a film that goes in several pieces, or none where the network fetches it. */
export function filmContract(name: string, open: () => Promise<FilmStage>, given: { bytes: number }): void {
  describe(`${name} publishes films`, () => {
    const bytes = Buffer.alloc(given.bytes)
    for (let i = 0; i < bytes.length; i += 4_096) bytes.writeUInt32BE(i, i)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const film: FilmPart = {
      ...{ mediaId: 'film', sha256, type: 'video/mp4', bytes: bytes.length },
      film: { seconds: 12, width: 1080, height: 1920, video: 'h264', audio: 'aac', framesPerSecond: 30 },
    }
    const contentOf = (text: string): Content => ({ text, parts: [], pictures: [], films: [film], options: {} })
    let stage: FilmStage
    let largest = 0
    beforeEach(async () => {
      stage = await open()
      largest = 0
    })
    afterEach(() => stage.close())

    const baseOf = (text: string, signal = AbortSignal.timeout(20_000)) => ({
      publicationId: '00000000-0000-4000-8000-000000000001',
      account: stage.account,
      content: contentOf(text),
      read: () => Promise.reject(new Error('a film is never read whole')),
      piece: async (_: string, { start, end }: Range) => {
        largest = Math.max(largest, end - start + 1)
        return bytes.subarray(start, end + 1)
      },
      link: (mediaId: string) => `http://127.0.0.1:9/media/${mediaId}`,
      signal,
    })

    function faultOf(error: unknown): PlatformError {
      if (!(error instanceof PlatformError)) throw error
      const told = [error.message, error.say, error.stack, (error.cause as Error | undefined)?.message].join('\n')
      expect(told).not.toContain(stage.secret)
      return error
    }

    /** As the publisher drives it: what was lost is looked for, what was not sent is tried again. */
    async function through(text: string): Promise<{ remoteId: string }> {
      const base = baseOf(text)
      const frozen = await stage.platform.prepare(base).catch((error: unknown) => {
        expect(faultOf(error).kind).toBe('unavailable')
        return stage.platform.prepare(base)
      })
      let progress: Json = null
      for (let calls = 1; calls < 100; calls++) {
        const step: Step = { ...base, frozen: JSON.parse(JSON.stringify(frozen)), progress, sent: () => undefined }
        try {
          const answer = await stage.platform.publish(step)
          if (answer.kind === 'done') return answer
          progress = JSON.parse(JSON.stringify(answer.progress))
        } catch (error) {
          const { kind } = faultOf(error)
          if (kind === 'unavailable') continue
          expect(kind).toBe('unknown')
          const seen = await stage.platform.settle?.({ ...step, startedAt: new Date(), looks: calls })
          if (seen?.kind === 'published') return seen
          if (seen?.kind === 'onward') progress = JSON.parse(JSON.stringify(seen.progress))
          else expect(seen?.kind).toBe('absent')
        }
      }
      throw new Error('a ratchet without an end')
    }

    const once = (text: string) => [{ text, film: given.bytes === 0 ? expect.stringContaining('/media/film') : sha256 }]
    const shown = () =>
      stage.shown().map(({ text, film: seen }) => ({
        text,
        film: typeof seen === 'string' ? seen : createHash('sha256').update(seen).digest('hex'),
      }))

    it('passes a film at its limits and names what is over them', () => {
      const limits = stage.platform.limits({ settings: {} })
      const within = limits.films
      if (within === undefined) throw new Error('it takes none')
      expect(within.isPublished).toBe(true)
      const kinds = (part: Partial<FilmPart>) =>
        stage.platform
          .check({ ...contentOf('Words.'), films: [{ ...film, ...part }] }, limits)
          .map((problem) => problem.kind)
      const lasting = (seconds: number) => ({ film: { ...film.film, seconds } })
      expect(kinds({ bytes: within.bytes, ...lasting(within.seconds.most) })).toEqual([])
      expect(kinds(lasting(within.seconds.least))).toEqual([])
      expect(kinds({ bytes: within.bytes + 1 })).toEqual(['filmTooLarge'])
      expect(kinds(lasting(within.seconds.most + 1))).toEqual(['filmLength'])
      expect(kinds(lasting(within.seconds.least / 2))).toEqual(['filmLength'])
      expect(kinds({ film: { ...film.film, video: 'prores' } })).toEqual(['filmCodec'])
    })

    it('whole, once, and never holds more than a piece', async () => {
      const done = await through('A film.')
      expect(shown()).toEqual(once('A film.'))
      expect(done.remoteId).not.toBe('')
      if (given.bytes > 0) expect(largest).toBeLessThan(bytes.length)
    })

    it.each(['hangUpBefore', 'hangUpAfter'] as const)('once, whichever request meets a %s', async (how) => {
      await through('Counted.')
      const requests = stage.calls()
      for (let nth = 1; nth <= requests; nth++) {
        await stage.close()
        stage = await open()
        stage.drop(nth, how)
        await through(`Lost at ${nth}.`)
        expect(shown(), `lost at ${nth} of ${requests}`).toEqual(once(`Lost at ${nth}.`))
      }
    })

    it('not at all when it is stopped before its last step', async () => {
      const base = baseOf('Never seen.')
      const frozen = await stage.platform.prepare(base)
      const step = { ...base, frozen, progress: null, sent: () => undefined, signal: AbortSignal.abort() }
      await stage.platform.publish(step).catch(faultOf)
      expect(shown()).toEqual([])
    })
  })
}
