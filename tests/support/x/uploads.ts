// Films on their way to X: opened with their size, brought in segments, closed when they are whole, and worked on after that.
import { z } from 'zod'
import type { Act, Reply } from '../counterpart.ts'

const opening = z.strictObject({
  media_type: z.enum(['video/mp4', 'video/quicktime']),
  total_bytes: z.int().positive(),
  media_category: z.literal('tweet_video'),
})
const segment = z.strictObject({ media: z.instanceof(File), segment_index: z.string().regex(/^\d{1,3}$/) })
const status = z.strictObject({ command: z.literal('STATUS'), media_id: z.string() })

type Upload = {
  total: number
  segments: Map<number, Buffer>
  state: 'open' | 'pending' | 'in_progress' | 'succeeded' | 'failed'
}

/** Keeps them. `looks` is how often one is still worked on; `fails` lets the next one fail. */
export function createUploads() {
  const all = new Map<string, Upload>()
  const given = { looks: 1, fails: false }
  const left = new Map<string, number>()

  async function act(
    { method, path, query, json, form }: Parameters<Act>[0],
    checked: Parameters<Act>[1]['checked'],
    newId: () => string,
  ): Promise<Reply | undefined> {
    const shown = (id: string, { state }: Upload): Reply => ({
      status: 200,
      body: {
        data: {
          id,
          expires_after_secs: 86_400,
          ...(state !== 'open' && {
            processing_info: { state, ...(state !== 'succeeded' && { check_after_secs: 0 }) },
          }),
        },
      },
    })
    if (method === 'GET') {
      const { media_id: id } = checked(status, query)
      const one = all.get(id)
      if (one === undefined || one.state === 'open') return undefined
      const more = left.get(id) ?? 0
      left.set(id, more - 1)
      if (one.state !== 'failed') one.state = more > 0 ? 'in_progress' : given.fails ? 'failed' : 'succeeded'
      return shown(id, one)
    }
    if (path.endsWith('/initialize')) {
      const { total_bytes: total } = checked(opening, json)
      const id = newId()
      all.set(id, { total, segments: new Map(), state: 'open' })
      left.set(id, given.looks)
      return shown(id, { total, segments: new Map(), state: 'open' })
    }
    const [, id = '', step] = /\/(\d+)\/(append|finalize)$/.exec(path) ?? []
    const one = all.get(id)
    if (one === undefined || one.state !== 'open') return undefined
    if (step === 'append') {
      const { media, segment_index: index } = checked(segment, Object.fromEntries(form?.entries() ?? []))
      if (media.size === 0 || media.size > 5_000_000) throw new Error('a segment of a wrong size')
      one.segments.set(Number(index), Buffer.from(await media.arrayBuffer()))
      return { status: 200, body: { data: { expires_at: 0 } } }
    }
    if (bytesOf(one).length !== one.total) throw new Error('it is closed before it is whole')
    one.state = 'pending'
    return shown(id, one)
  }

  return {
    all,
    given,
    act,
    isReady: (id: string) => all.get(id)?.state === 'succeeded',
    /** The film under an id, as it came. */
    bytes: (id: string) => bytesOf(all.get(id)),
  }
}

function bytesOf(one: Upload | undefined): Buffer {
  return Buffer.concat([...(one?.segments ?? [])].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes))
}
