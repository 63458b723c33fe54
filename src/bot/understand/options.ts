// Words about a post beside its text: "unlisted on Mastodon", "send it silently", "content warning: politics".
import type { PostOption } from '../../core/posts/options.ts'
import { longestComment, longestWarning } from '../../core/posts/options.ts'
import { fold } from '../../core/time/fold.ts'
import type { Words } from './language.ts'
import { exec } from './platforms.ts'

/** What one pattern chooses. What is not sure may speak to readers when it stands alone beside a text ("Public."). */
export type OptionWish = { pattern: RegExp; option: PostOption; isSure?: boolean }

/** The choice at a place of folded text, and where it ends. */
export function optionAt(
  folded: string,
  at: number,
  words: Words,
): { end: number; option: PostOption; isSure: boolean } | undefined {
  for (const { pattern, option, isSure = true } of words.options) {
    const match = exec(pattern, folded, at)
    if (match !== undefined) return { end: at + match.length, option, isSure }
  }
  return undefined
}

/** A whole message that puts a warning before the post, takes it away, or names the language of the post. */
export function readPostOption(said: string, words: Words): PostOption | undefined {
  const { text: folded, at } = fold(said)
  const warning = words.warning.exec(folded)?.groups?.warning
  if (warning !== undefined) {
    const value = said.slice(at[folded.length - warning.length]).trim()
    return value.length > longestWarning || value.includes('\n') ? undefined : { name: 'contentWarning', value }
  }
  const comment = words.firstComment.exec(folded)?.groups?.comment
  if (comment !== undefined) {
    const value = said.slice(at[folded.length - comment.length]).trim()
    return value.length > longestComment || value.includes('\n') ? undefined : { name: 'firstComment', value }
  }
  const language = words.postLanguage.exec(folded)?.groups?.language
  const code = language === undefined ? undefined : words.postLanguages[language]
  return code === undefined ? undefined : { name: 'language', value: code }
}
