// Pictures on their way to a server: brought, processed there in its own time, brought again where it forgot them.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { Step } from '../../../core/platform.ts'
import type { FileForm } from '../../request.ts'
import { filmForm, filmIn } from '../film.ts'
import type { Rest } from './api.ts'
import { statusOf } from './faults.ts'

/** What a server is reached with. */
export type Reach = { server: string; token: string; signal: AbortSignal }

const mediaSchema = z.looseObject({ id: z.string() })
const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

/** Pictures at the server, by its ids in order. `isReady`: it is not at work on any of them any more. */
export const uploadedSchema = z.object({ ids: z.array(z.string()), isReady: z.boolean() })
export type Uploaded = z.infer<typeof uploadedSchema>

/** Brings every picture to the server with its words, and the film. */
export async function uploadAll(
  rest: Rest,
  { server, token, signal }: Reach,
  { content, read, piece }: Pick<Step, 'content' | 'read' | 'piece'>,
): Promise<Uploaded> {
  const ids: string[] = []
  let isReady = true
  for (const { mediaId, type, alt } of content.pictures) {
    const body = new FormData()
    const bytes = new Uint8Array(await read(mediaId))
    body.set('file', new Blob([bytes], { type }), `picture.${extensions[type] ?? 'bin'}`)
    if (alt !== '') body.set('description', alt)
    await bring(body)
  }
  const film = filmIn(content)
  if (film !== undefined) {
    const fields = film.alt === undefined ? {} : { description: film.alt }
    await bring(filmForm({ piece }, film, { name: 'file', fields }))
  }
  return { ids, isReady }

  async function bring(body: FormData | FileForm): Promise<void> {
    const post = (path: string) => rest({ server, path, method: 'POST', body, token, signal }, mediaSchema.parse)
    const { value, status } = await post('/api/v2/media').catch((error: unknown) => {
      const isUnknownHere = [404, 405, 501].includes(statusOf(error) ?? 0)
      if (isUnknownHere) return post('/api/v1/media')
      throw error
    })
    ids.push(value.id)
    if (status === 202) isReady = false
  }
}

/** How far the server is with pictures. `lost`: it knows one of them no more. */
export async function stateOf(
  rest: Rest,
  { server, token, signal }: Reach,
  ids: string[],
): Promise<'ready' | 'working' | 'lost'> {
  for (const id of ids) {
    try {
      const path = `/api/v1/media/${encodeURIComponent(id)}`
      const { status } = await rest({ server, path, token, signal }, (answer) => answer)
      if (status === 206) return 'working'
    } catch (error) {
      if (statusOf(error) === 404) return 'lost'
      if (statusOf(error) === 422) throw new PlatformError('rejected', 'pictureUnreadable', { cause: error })
      throw error
    }
  }
  return 'ready'
}
