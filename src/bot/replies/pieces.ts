// The small pieces that every reply is made of: choices, names of networks, a plain sentence.

import type { PostView, VariantView } from '../../core/outcome.ts'
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

/** The name of a network, with the account where others of a post are on the same. */
export function nameAmong(one: { platform: PlatformId; account: string }, all: readonly { platform: PlatformId }[]) {
  const isOne = all.filter(({ platform }) => platform === one.platform).length < 2
  return isOne ? nameOf(one.platform) : `${nameOf(one.platform)} (${one.account})`
}

/** What waits for accounts that are lost: a sentence, and one choice for each of their networks; nothing where none is. */
export function waitsForAccess(variants: readonly VariantView[], words: Words) {
  const lost = variants.filter((one) => one.isLost)
  const platforms = [...new Set(lost.map((one) => one.platform))]
  if (platforms.length === 0) return { text: '', choices: [] }
  const text = words.networks.waitsForAccess(words.list(platforms.map(nameOf)), platforms.length === 1)
  return { text, choices: connectChoices(platforms, words.labels.reconnect) }
}

/** The networks of some variants, each once, in words. */
export function networksOf(variants: { platform: PlatformId }[], words: Words): string {
  return words.list([...new Set(variants.map((one) => nameOf(one.platform)))])
}
