// What is said between this process and the child that holds the browser: plain messages, nothing of the library.

/** A message as the child saw it. */
export type Seen = {
  id: string
  from: string
  name: string
  /** Seconds since 1970. */
  at: number
  type: string
  body: string
  hasFile: boolean
  /** What a document is called, and its type. */
  fileName?: string | undefined
  mimeType?: string | undefined
  isForwarded: boolean
  /** The id of our message that it is a reply to, or the words of somebody's it is. */
  replyTo?: string
  quoted?: string
}

/** A sign that was put on a message, or taken off: then it is empty. */
export type Sign = { id: string; from: string; at: number; on: string; emoji: string }

/** From the child. `qr` waits to be scanned; `out` says that the telephone took the link away. */
export type FromChild =
  | { is: 'qr'; qr: string }
  | { is: 'loading' }
  | { is: 'ready'; number: string }
  | { is: 'alive' }
  | { is: 'out'; why: string }
  | { is: 'message'; message: Seen }
  | { is: 'sign'; sign: Sign }
  | { is: 'done'; call: number; value?: string }
  | { is: 'failed'; call: number; why: string }

/** What the child can be asked for; `value` of its answer is an id, a file in base64, or a pairing code. */
export type Ask =
  | { ask: 'say'; to: string; text: string }
  | { ask: 'show'; to: string; type: string; file: string }
  | { ask: 'fetch'; message: string }
  | { ask: 'pair'; number: string }

/** To the child. */
export type ToChild = (Ask & { call: number }) | { ask: 'stop' }
