// Pictures and documents on their way to LinkedIn: an upload is opened, the bytes are put there, and it works on them in its own time.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { Rest } from '../rest.ts'
import { statusOf } from '../rest.ts'

const openedSchema = z.object({
  value: z.looseObject({ uploadUrl: z.string(), image: z.string().optional(), document: z.string().optional() }),
})
const stateSchema = z.looseObject({ status: z.string() })

/** What LinkedIn is reached with. */
export type Reach = { rest: Rest; token: string; author: string; signal: AbortSignal }

/** Brings one picture, or the document of a post, and answers what it is called there. */
export async function upload(
  { rest, token, author, signal }: Reach,
  bytes: Uint8Array,
  type: string,
  kind: 'image' | 'document' = 'image',
): Promise<string> {
  const body = { initializeUploadRequest: { owner: author } }
  const query = { action: 'initializeUpload' }
  const opened = await rest({ path: `/rest/${kind}s`, method: 'POST', query, body, token, signal }, openedSchema.parse)
  const { uploadUrl, [kind]: urn } = opened.value.value
  if (urn === undefined) throw new PlatformError('unavailable', 'unreadable')
  const headers = { 'content-type': type }
  await rest({ path: uploadUrl, method: 'PUT', body: new Uint8Array(bytes), headers, token, signal }, () => undefined)
  return urn
}

/** How far LinkedIn is with pictures or a document. Who may only post is not told: then nothing is in the way. */
export async function stateOf({ rest, token, signal }: Reach, ids: string[]): Promise<'ready' | 'working' | 'lost'> {
  for (const id of ids) {
    try {
      const path = `/rest/${id.startsWith('urn:li:document:') ? 'documents' : 'images'}/${encodeURIComponent(id)}`
      const { value } = await rest({ path, token, signal }, stateSchema.parse)
      if (value.status === 'PROCESSING_FAILED') return 'lost'
      if (value.status !== 'AVAILABLE') return 'working'
    } catch (error) {
      if (statusOf(error) !== 403) throw error
    }
  }
  return 'ready'
}
