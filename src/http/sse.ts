// Streams of events: comments keep them open, a reader who does not read is let go, and the server's stop ends them.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { type Env, endOf, type House } from './house.ts'

const commentMs = 15_000
const slowMs = 30_000

/** What a stream is written with. `end` is over when the reader is gone, too slow, or the server stops. */
export type Events = {
  end: AbortSignal
  send(event: { event: string; data: unknown; id?: string }): Promise<void>
}

/** Answers with a stream that `write` fills and that ends with it; `closed` is called whatever happens. */
export function events(
  house: House,
  c: Context<Env>,
  write: (events: Events) => Promise<void>,
  closed: () => void = () => undefined,
): Response {
  const { log } = house.app.ctx
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const gone = new AbortController()
    const end = AbortSignal.any([endOf(house, c), gone.signal])
    stream.onAbort(() => gone.abort())
    // Lets go of a write that waits for a reader.
    end.addEventListener('abort', () => stream.abort(), { once: true })
    const inTime = async (writing: Promise<unknown>) => {
      const timer = setTimeout(() => {
        gone.abort()
        c.env?.outgoing?.destroy()
      }, slowMs)
      await writing
      clearTimeout(timer)
    }
    const comments = setInterval(() => void inTime(stream.write(':\n\n')), commentMs)
    try {
      await inTime(stream.write(': here\n\n'))
      await write({
        end,
        send: async ({ data, ...event }) => {
          if (!end.aborted) await inTime(stream.writeSSE({ ...event, data: JSON.stringify(data) }))
        },
      })
    } catch (error) {
      // The answer has begun, so no error page can be sent: the reader sees a cut stream and comes back.
      log.error({ err: error }, 'a stream of events broke')
    } finally {
      clearInterval(comments)
      closed()
    }
  })
}
