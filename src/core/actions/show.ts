// What is there: lists, one post, what changed, and the questions a card's buttons open.
import type { Tx } from '../../db/client.ts'
import { getPosts, getVersion, listPosts, postNumbered } from '../../db/posts.ts'
import type { AskedOfPost } from '../../db/schema/conversations.ts'
import type { Intent } from '../intent.ts'
import { changedLines } from '../posts/changes.ts'
import { viewPost } from '../posts/view.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { freeSlot } from './slots.ts'
import { reread, subject } from './subject.ts'
import { heldBackBy } from './terms.ts'

const listLength = 10

/** What is planned, the drafts, or what is out. */
export function list(turn: Turn, intent: Extract<Intent, { kind: 'list' }>): Commit {
  return async (tx) => {
    const ids = await listPosts(tx, intent.what, listLength)
    const found = await getPosts(tx, ids)
    return [{ kind: 'list', what: intent.what, posts: found.map((stored) => viewPost(turn, stored, turn.brand)) }]
  }
}

/** One post by its number in the workspace; it becomes the focus. */
export function show(turn: Turn, intent: Extract<Intent, { kind: 'show' }>): Commit {
  return async (tx, focus) => {
    const id = await postNumbered(tx, intent.number)
    if (id === undefined) return [{ kind: 'notFound', number: intent.number }]
    focus.postId = id
    return open(tx, turn, id)
  }
}

/** One post by its id, from a list; it becomes the focus. */
export function openPost(turn: Turn, intent: Extract<Intent, { kind: 'openPost' }>): Commit {
  return async (tx, focus) => {
    focus.postId = intent.postId
    return open(tx, turn, intent.postId)
  }
}

/** The post in focus as it stands. */
export function current(turn: Turn): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const { stored, view: post } = found
    // "Ok" where nothing asked for it shows the card: what would stop a yes is named then, not after the next one.
    const terms = await heldBackBy(tx, stored, post)
    return [{ kind: 'card', post, note: terms.length > 0 ? { what: 'never', terms } : { what: 'current' } }]
  }
}

/** What the last change did, line by line. */
export function whatChanged(turn: Turn): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const before = await getVersion(tx, found.view.id, found.view.version - 1)
    const lines = found.view.variants.flatMap((now) => {
      const was = before?.variants.find((one) => one.accountId === now.accountId)
      if (was === undefined || was.content.text === now.text) return []
      return [{ platform: now.platform, lines: changedLines(was.content.text, now.text) }]
    })
    return [{ kind: 'whatChanged', post: found.view, lines }]
  }
}

/** Opens the question behind Change, Schedule or Picture; the next words answer it. */
export function ask(turn: Turn, what: AskedOfPost): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = { what, postId: found.view.id }
    return [{ kind: 'ask', what, post: found.view, slot: what === 'schedule' ? await freeSlot(tx, turn) : null }]
  }
}

async function open(tx: Tx, turn: Turn, id: string) {
  const { view } = await reread(tx, turn, id)
  return [{ kind: 'card' as const, post: view, note: { what: 'current' as const } }]
}
