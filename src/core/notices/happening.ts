// What members can be told of outside of the talk, and how each happening is known again, so that nobody hears of it twice.
import type { NoticeKind } from '../../db/words.ts'
import type { Ended, Lost, PostView } from '../outcome.ts'

/** `key` is the same for the same happening, whoever finds it and however often. */
export type Happening = { key: string } & (
  | { kind: 'published' | 'failed' | 'unconfirmed'; post: PostView; ended: Ended[] }
  | { kind: 'approval'; post: PostView; from: string; memberId: string }
  | ({ kind: 'accountLost' } & Lost)
)

/** What is sent: a letter, an event for a program, or words for a conversation once it is morning. */
export type NoticeBody =
  | { subject: string; text: string }
  | { type: string; timestamp: string; data: Record<string, unknown> }
  | { conversationId: string; spoken: unknown }

/** How the networks of a post ended, by kind; `at` is the moment at which that was found, once. */
export function endings(post: PostView, ended: Ended[], at: Date): Happening[] {
  return (['published', 'failed', 'unconfirmed'] as const).flatMap((kind) => {
    const mine = ended.filter(({ status }) => status === kind)
    if (mine.length === 0) return []
    const ids = mine.map(({ publicationId }) => publicationId).toSorted()
    return [{ kind, post, ended: mine, key: `${kind}:${ids.join('+')}:${at.toISOString()}` }]
  })
}

/** What a program is told of a happening: ids, addresses and codes, and the words of the post. */
export function eventOf(happening: Happening, at: Date): Extract<NoticeBody, { type: string }> {
  const timestamp = at.toISOString()
  switch (happening.kind) {
    case 'accountLost': {
      const { platform, account, waiting } = happening
      return { type: 'account.lost', timestamp, data: { platform, account, waiting } }
    }
    case 'approval':
      return { type: 'approval.needed', timestamp, data: { post: postIn(happening.post), from: happening.from } }
    default: {
      const publications = happening.ended.map(({ publicationId: id, platform, account, status, url, say }) => ({
        ...{ id, platform, account, status, url },
        ...(status === 'failed' && { failure: say }),
      }))
      return { type: `post.${happening.kind}`, timestamp, data: { post: postIn(happening.post), publications } }
    }
  }
}

function postIn({ id, number, version, hash, dueAt, variants }: PostView) {
  const texts = variants.map(({ platform, account, text }) => ({ platform, account, text }))
  return { id, number, version, hash, dueAt: dueAt?.toISOString() ?? null, variants: texts }
}

/** How each kind is told where a member chose: something that needs a person is told in the chat at least. */
export function settledWays<W extends string>(kind: NoticeKind, ways: readonly W[]): (W | 'chat')[] {
  return ways.length === 0 && kind !== 'published' ? ['chat'] : [...ways]
}
