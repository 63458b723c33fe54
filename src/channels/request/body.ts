// What goes out as a body and what comes back as one.
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

/** What may be sent. Forms bring their own content type. */
export type Body = string | Uint8Array | URLSearchParams | FormData | FileForm | FileBytes

/** Bytes that are read as they leave, each time anew. */
export type Streamed = { length: number; pieces(): AsyncIterable<Uint8Array> }

/** One large file that is never held whole. */
export class FileBytes {
  readonly #file: Streamed & { type: string }

  constructor(file: Streamed & { type: string }) {
    this.#file = file
  }

  /** As it goes over the wire. */
  packed(): { bytes: Streamed; type: string } {
    const { type, length, pieces } = this.#file
    return { bytes: { length, pieces }, type }
  }
}

/** A form with one large file that is never held whole. */
export class FileForm {
  readonly #fields: readonly [name: string, value: string][]
  readonly #file: Streamed & { name: string; fileName: string; type: string }

  constructor(fields: Record<string, string>, file: Streamed & { name: string; fileName: string; type: string }) {
    this.#fields = Object.entries(fields)
    this.#file = file
  }

  /** As it goes over the wire. Names and file names are our own; a value may hold anything. */
  packed(): { bytes: Streamed; type: string } {
    const { name, fileName, type, length, pieces } = this.#file
    const boundary = `leopost-${randomBytes(16).toString('hex')}`
    const fields = this.#fields.map(
      ([field, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
    )
    const about = `content-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: ${type}`
    const head = Buffer.from(`${fields.join('')}--${boundary}\r\n${about}\r\n\r\n`)
    const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
    async function* all() {
      yield head
      yield* pieces()
      yield tail
    }
    const bytes = { length: head.length + length + tail.length, pieces: all }
    return { bytes, type: `multipart/form-data; boundary=${boundary}` }
  }
}

/** The encodings that `unpack` understands, as a request header. */
export const acceptEncoding = 'gzip, deflate, br'

/** Turns a body into bytes and the content type that belongs to it, if it has one of its own. */
export async function pack(
  body: Body | undefined,
): Promise<{ bytes: Uint8Array | Streamed | undefined; type?: string }> {
  if (body === undefined) return { bytes: undefined }
  if (typeof body === 'string') return { bytes: Buffer.from(body) }
  if (body instanceof Uint8Array) return { bytes: body }
  if (body instanceof FileForm || body instanceof FileBytes) return body.packed()
  const encoded = new Response(body)
  // Not bytes(): the Response that @hono/node-server puts in place of the global one does not have it.
  return { bytes: new Uint8Array(await encoded.arrayBuffer()), type: encoded.headers.get('content-type') ?? '' }
}

const decoders: Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Undoes the content encoding. Throws with code ERR_BUFFER_TOO_LARGE where the result would be larger than allowed. */
export async function unpack(bytes: Uint8Array, encoding: string | null, maxBytes: number): Promise<Uint8Array> {
  const name = (encoding ?? 'identity').trim().toLowerCase()
  if (name === 'identity' || name === '' || bytes.length === 0) return bytes
  const decode = decoders[name]
  if (!decode) throw new Error('The answer is in an encoding that was not asked for.')
  return decode(bytes, { maxOutputLength: maxBytes })
}

/** Reads bytes as text in the charset that the content type names, else as UTF-8. */
export function decodeText(bytes: Uint8Array, type: string | null): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(type ?? '')?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes)
  } catch {
    // A charset nobody knows: most of such pages are UTF-8 all the same.
    return new TextDecoder().decode(bytes)
  }
}
