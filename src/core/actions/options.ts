// What is chosen of a post beside its words: who sees it, a warning, its language, whether it rings.
import type { Tx } from '../../db/client.ts'
import { getMedia } from '../../db/media.ts'
import type { Intent } from '../intent.ts'
import { pagesOf } from '../media/reading.ts'
import type { Content, DocumentPart } from '../platform.ts'
import { type PostOption, withOptions } from '../posts/options.ts'
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
    const wish = intent.options.find(({ name }) => name === 'asDocument')
    const files = turn.quoted?.files ?? found.stored.version.quoted?.files ?? []
    const document = wish !== undefined && wish.value !== null ? await documentIn(tx, files) : undefined
    if (wish !== undefined && wish.value !== null && document === undefined) return [{ kind: 'noDocument' }]
    const drafts = now.map((one) =>
      meant.includes(one) ? { ...one, content: chosen(one.content, taken(one), document) } : one,
    )
    const isSame = JSON.stringify(drafts) === JSON.stringify(now)
    if (isSame) return [{ kind: 'card', post: found.view, note: { what: 'unchanged', isOneSentence: false } }]
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'change' })
    const post = await nextVersion(tx, turn, found.stored, { drafts })
    return [{ kind: 'card', post, note: { what: 'options' } }]
  }
}

/** Content with these choices; a document that is no longer to be shown goes. */
function chosen(content: Content, options: PostOption[], document: DocumentPart | undefined): Content {
  const { document: shown, ...rest } = content
  const named = options.map((one) => (one.name === 'asDocument' && document ? { ...one, value: document.title } : one))
  const isGone = options.some(({ name, value }) => name === 'asDocument' && value === null)
  const next = options.some(({ name }) => name === 'asDocument') ? document : shown
  return { ...rest, ...(!isGone && next && { document: next }), options: withOptions(content.options, named) }
}

/** The PDF among files, with its name as its title. */
async function documentIn(tx: Tx, files: string[]): Promise<DocumentPart | undefined> {
  const row = (await getMedia(tx, files)).find(({ type }) => type === 'application/pdf')
  if (row === undefined) return undefined
  const { id: mediaId, sha256, type, bytes, name } = row
  const pages = await pagesOf(tx, sha256)
  const title = name.replace(/\.pdf$/i, '') || 'PDF'
  return { mediaId, sha256, type, bytes, title, ...(pages !== undefined && { pages }) }
}
