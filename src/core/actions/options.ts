// What is chosen of a post beside its words: who sees it, a warning, its language, whether it rings.
import type { Intent } from '../intent.ts'
import { withOptions } from '../posts/options.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { subject } from './subject.ts'
import { draftsOf, nextVersion, remember } from './versions.ts'

/** Sets options of the post in focus, on the networks that take them; says so where none of its networks does. */
export function options(turn: Turn, intent: Extract<Intent, { kind: 'options' }>): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const now = draftsOf(found.stored)
    const isMeant = (one: (typeof now)[number]) =>
      intent.platforms.length === 0 || intent.platforms.includes(one.platform)
    const taken = (one: (typeof now)[number]) => {
      const takes = turn.platforms.get(one.platform)?.options ?? []
      return intent.options.filter(({ name }) => takes.includes(name))
    }
    const meant = now.filter((one) => isMeant(one) && taken(one).length > 0)
    if (meant.length === 0) return [{ kind: 'noOption', platforms: [...new Set(now.map((one) => one.platform))] }]
    const drafts = now.map((one) =>
      meant.includes(one)
        ? { ...one, content: { ...one.content, options: withOptions(one.content.options, taken(one)) } }
        : one,
    )
    const isSame = JSON.stringify(drafts) === JSON.stringify(now)
    if (isSame) return [{ kind: 'card', post: found.view, note: { what: 'unchanged', isOneSentence: false } }]
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'change' })
    const post = await nextVersion(tx, turn, found.stored, { drafts })
    return [{ kind: 'card', post, note: { what: 'options' } }]
  }
}
