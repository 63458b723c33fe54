// Links to kept pictures: signed, so that an image element may load them on any page.

import type { Reply } from '../core/chat.ts'
import { signLink } from '../core/media/links.ts'
import { withWorkspace } from '../db/client.ts'
import { getMedia } from '../db/media.ts'
import type { House } from './house.ts'
import type { Asker } from './identify.ts'

const dayMs = 86_400_000

/** The address of a file for somebody who may see it: good for two to three days, the same all day so that browsers keep it. */
export function mediaAddress(house: House, asker: Pick<Asker, 'workspaceId' | 'by'>, mediaId: string): string {
  const today = Math.floor(house.app.ctx.clock.now().getTime() / dayMs) * dayMs
  const until = new Date(today + 3 * dayMs)
  const link = signLink({ key: house.key, workspaceId: asker.workspaceId, mediaId, until })
  return `${asker.by === 'token' ? house.publicUrl() : ''}/media/${link}`
}

/** Replies as whoever asks may see them: ways in veiled from a way in with less than all rights, with the pictures of their cards. */
export async function asShown(house: House, asker: Asker, all: Reply[]): Promise<Reply[]> {
  const replies = all.map(({ veiled, ...reply }) => ({
    ...reply,
    ...(veiled !== undefined && asker.scope !== 'admin' && { text: veiled }),
  }))
  const addresses = await pictureAddresses(
    house,
    asker,
    replies.flatMap((reply) => reply.card?.media ?? reply.media ?? []),
  )
  return replies.map((reply) => {
    const pictures = (reply.card?.media ?? reply.media ?? []).flatMap((id) => addresses.get(id) ?? [])
    return pictures.length === 0 || reply.pictures !== undefined ? reply : { ...reply, pictures }
  })
}

/** The addresses of those of the files that are pictures. */
export async function pictureAddresses(house: House, asker: Asker, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const known = await withWorkspace(house.app.ctx.db, asker.workspaceId, (tx) => getMedia(tx, [...new Set(ids)]))
  const pictures = known.filter((file) => file.type.startsWith('image/'))
  return new Map(pictures.map((file) => [file.id, mediaAddress(house, asker, file.id)]))
}
