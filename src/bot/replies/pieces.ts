// The small pieces that every reply is made of: choices, names of networks, a plain sentence.

import type { PostView } from '../../core/outcome.ts'
import { isPlatformId, type PlatformId, platformNames } from '../../core/platform.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Words } from './words.ts'

/** A choice that is bound to this version of a post. */
export function onCard(post: PostView, label: string, intent: SpokenChoice['intent']): SpokenChoice {
  return { label, intent, postId: post.id, version: post.version }
}

/** A choice that is bound to nothing. */
export function free(label: string, intent: SpokenChoice['intent']): SpokenChoice {
  return { label, intent, postId: null, version: null }
}

/** A choice for each network: its name alone, or after a verb. */
export function connectChoices(platforms: PlatformId[], verb?: string): SpokenChoice[] {
  return platforms.map((platform) => {
    const name = platformNames[platform]
    return free(verb === undefined ? name : `${verb} ${name}`, { kind: 'connect', platform })
  })
}

/** The lists that can always be asked for. */
export function lists(words: Words): SpokenChoice[] {
  return [
    free(words.labels.drafts, { kind: 'list', what: 'drafts' }),
    free(words.labels.planned, { kind: 'list', what: 'planned' }),
  ]
}

/** A sentence and nothing to press. */
export function plain(text: string): Spoken {
  return { text, choices: [] }
}

/** The name of a network as it writes itself. */
export function nameOf(id: string): string {
  return isPlatformId(id) ? platformNames[id] : id
}

/** The networks of some variants, each once, in words. */
export function networksOf(variants: { platform: PlatformId }[], words: Words): string {
  return words.list([...new Set(variants.map((one) => nameOf(one.platform)))])
}
