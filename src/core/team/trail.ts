// "Who approved this?": the yeses of a post by name, moment and chat.
import { beyond } from '../../db/client.ts'
import { lockPost, postNumbered } from '../../db/posts.ts'
import { chatsOf, yesesOf } from '../../db/signed.ts'
import { namesOf } from '../../db/team.ts'
import { reread } from '../actions/subject.ts'
import type { Commit, Turn } from '../turn.ts'
import type { TeamIntent } from './intent.ts'

/** Tells who said yes to a post: the one with this number, else the one that is open. */
export function whoApproved(turn: Turn, { number }: Extract<TeamIntent, { kind: 'whoApproved' }>): Commit {
  return async (tx, focus) => {
    const id = number === undefined ? (turn.bound?.postId ?? focus.postId) : await postNumbered(tx, number)
    if (id === null || id === undefined || (await lockPost(tx, id)) === undefined)
      return [{ kind: 'notFound', number: number ?? null }]
    focus.postId = id
    const signed = await yesesOf(tx, id)
    const { view } = await reread(tx, turn, id)
    const yeses = await beyond(tx, turn.workspaceId, async (system) => {
      const names = await namesOf(
        system,
        signed.map(({ memberId }) => memberId),
      )
      const chats = await chatsOf(
        system,
        signed.map(({ conversationId }) => conversationId),
      )
      return signed.map(({ memberId, conversationId, createdAt, version }) => ({
        name: names.get(memberId) ?? '?',
        at: createdAt,
        version,
        chat: chats.get(conversationId) ?? null,
      }))
    })
    return [{ kind: 'whoApproved', post: view, yeses }]
  }
}
