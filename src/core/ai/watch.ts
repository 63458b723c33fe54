// Patience with a model: how long it may take to its first word, between two pieces, and until it is done.
import { ModelError, type Piece } from './model.ts'

/** Milliseconds. `wholeMs` ends a call that goes on and on. */
export type Patience = { firstMs: number; silenceMs: number; wholeMs: number }

/**
 * The pieces of a stream, until it keeps silent for too long: then a ModelError `timeout`. When `signal` is aborted its
 * reason is thrown, whatever the stream does about it. Either way the stream's own signal is aborted.
 */
export async function* watched(
  open: (signal: AbortSignal) => AsyncIterable<Piece>,
  signal: AbortSignal,
  patience: Patience,
): AsyncGenerator<Piece> {
  signal.throwIfAborted()
  const inner = new AbortController()
  const ended = Promise.withResolvers<never>()
  ended.promise.catch(() => undefined)
  const end = (reason: unknown) => {
    ended.reject(reason)
    inner.abort(reason)
  }
  const onAbort = () => end(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  const late = () => end(new ModelError('timeout'))
  const whole = setTimeout(late, patience.wholeMs)
  let silence = setTimeout(late, patience.firstMs)
  const pieces = open(inner.signal)[Symbol.asyncIterator]()
  let isOver = false
  try {
    for (;;) {
      const next = await Promise.race([pieces.next(), ended.promise])
      if (next.done) {
        isOver = true
        return
      }
      // What is counted says nothing yet: only words show that it writes.
      if (next.value.kind === 'text') {
        clearTimeout(silence)
        silence = setTimeout(late, patience.silenceMs)
      }
      yield next.value
    }
  } catch (error) {
    isOver = !inner.signal.aborted
    throw signal.aborted ? signal.reason : inner.signal.aborted ? inner.signal.reason : error
  } finally {
    clearTimeout(whole)
    clearTimeout(silence)
    signal.removeEventListener('abort', onAbort)
    if (!isOver) {
      inner.abort()
      // It is not waited for: a stream that hangs would hang here too.
      pieces.return?.().catch(() => undefined)
    }
  }
}
