// What somebody says about a post to its author: a comment, or what is to be changed before it is approved.
import { beyond } from '../../db/client.ts'
import { lockPost } from '../../db/posts.ts'
import { openRequestOf, writeComment } from '../../db/requests.ts'
import { namesOf } from '../../db/team.ts'
import { reread, subject } from '../actions/subject.ts'
import { type Commit, mayApprove, type Turn } from '../turn.ts'
import { closeRequest, reviewOfAsker } from './asking.ts'
import type { TeamIntent } from './intent.ts'

type Of<K extends TeamIntent['kind']> = Extract<TeamIntent, { kind: K }>

/** Opens the question for a comment; the next words are it. */
export function askComment(turn: Turn, { asksChange }: Of<'askComment'>): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = { what: asksChange ? 'askChanges' : 'comment', postId: found.view.id }
    return [{ kind: 'askComment', post: found.view, asksChange }]
  }
}

/** Brings a comment to whoever asked for the yes, else to the author. Asking for changes ends the request. */
export function comment(turn: Turn, intent: Of<'comment'>): Commit {
  return async (tx, focus) => {
    const askedPost = focus.asked !== null && 'postId' in focus.asked ? focus.asked.postId : undefined
    const postId = intent.postId ?? askedPost ?? turn.bound?.postId ?? focus.postId
    focus.asked = null
    const post = postId === null ? undefined : await lockPost(tx, postId)
    if (post === undefined) return [{ kind: 'nothingOpen' }]
    const { workspaceId, member, now } = turn
    const request = await openRequestOf(tx, post.id)
    const asksChange = intent.asksChange && mayApprove(turn) && request !== undefined
    await writeComment(tx, {
      ...{ workspaceId, postId: post.id, version: post.version, memberId: member.id },
      ...{ words: intent.words, asksChange, createdAt: now },
    })
    const toMember = request?.memberId ?? post.authorId
    const conversationId = request?.conversationId ?? post.conversationId
    if (asksChange) {
      const { view } = await reread(tx, turn, post.id)
      await closeRequest(tx, turn, view, { end: 'changesAsked', isQuiet: (id) => id === conversationId })
    }
    const { view } = await reread(tx, turn, post.id)
    const names = await beyond(tx, workspaceId, async (system) => {
      const known = await namesOf(system, [member.id, toMember])
      const { review: _, ...plain } = view
      const review = request === undefined || asksChange ? undefined : await reviewOfAsker(system, request)
      const said = {
        post: { ...plain, ...(review && { review }) },
        by: known.get(member.id) ?? '',
        words: intent.words,
        asksChange,
      }
      if (conversationId !== turn.conversationId)
        await turn.tell(system, { conversationId, workspaceId }, { kind: 'commented', ...said })
      return known
    })
    return [{ kind: 'commentSent', post: view, to: names.get(toMember) ?? '', asksChange }]
  }
}
