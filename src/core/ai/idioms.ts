// How people write at home on each network: what a model is told, for all networks at once so that the prompt stays the same.
import type { PlatformId } from '../platform.ts'

/** The idiom of each network: how it opens, how long it is, and what it does with tags, links and threads. */
export const idioms: Record<PlatformId, string> = {
  x: 'one thought, the news in the first six words; no hashtags, at most one; the link at the end; over the limit as a thread whose first part stands alone.',
  linkedin:
    'the first line alone must make somebody stop, it is all they see; then short paragraphs with a line between, what happened before what it means; at most three hashtags at the very end, and only if asked; the link on a line of its own at the end.',
  facebook:
    'as told to neighbours, two to four sentences; the place and the hour in words; no hashtags; the link at the end.',
  instagram:
    'the picture has been seen, so say what it does not show; the first line counts, the rest is folded away; links cannot be pressed there, so name the place instead of writing an address; hashtags only if asked, then on the last line.',
  threads: 'spoken, one or two sentences, as an answer in a conversation; no hashtags; the link at the end.',
  bluesky: 'plain and dry, one or two sentences, no marketing; no hashtags unless asked; the link as it is.',
  mastodon:
    'to people, not to an audience; whole sentences; hashtags only if asked, then written InCamelCase at the end; what a link leads to is said.',
  telegram:
    'to subscribers who wanted it: the news first, then the details one by one with line breaks; the link on a line of its own.',
  practice: 'in the voice of the brand, as it comes.',
}
