// Small pieces of sentences that every language puts together the same way.
import { platformNames } from '../../core/platform.ts'
import type { Linewise } from '../../core/team/outcome.ts'

/** The given lines; what is false or empty is left out. */
export function lines(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== '').join('\n')
}

/** "Bluesky, Mastodon and X", with the language's own "and". */
export function join(items: string[], and: string): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`
}

/** Pieces beside each other, equal ones once. */
export function each(pieces: string[]): string {
  return [...new Set(pieces)].join(' ')
}

/** Megabytes with at most one decimal. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')
}

/** Changed lines by network, as they are told. */
export function linewise(changes: readonly Linewise[]): Parameters<typeof differences>[0] {
  return changes.map(({ platform, lines: changed }) => ({ network: platformNames[platform], ...byKind(changed) }))
}

/** What went and what came, a network after the other. */
export function differences(changed: { network: string; gone: string[]; fresh: string[] }[]): string {
  return changed
    .map((one) => lines(one.network, ...one.gone.map((line) => `- ${line}`), ...one.fresh.map((line) => `+ ${line}`)))
    .join('\n')
}

/** What went and what came of changed lines. */
export function byKind(changes: readonly { kind: 'same' | 'gone' | 'new'; text: string }[]): {
  gone: string[]
  fresh: string[]
} {
  const of = (kind: 'gone' | 'new') => changes.filter((one) => one.kind === kind).map((one) => one.text)
  return { gone: of('gone'), fresh: of('new') }
}

/** Words that were heard, as they are shown before a card: their beginning where they are many. */
export function excerpted(text: string): string {
  const plain = text.replaceAll(/\s+/gu, ' ').trim()
  return plain.length <= mostHeard
    ? plain
    : `${plain
        .slice(0, mostHeard - 1)
        .trimEnd()
        .toWellFormed()}…`
}

const mostHeard = 280

/** The length of a film or a recording behind its name: " 0:12"; nothing where it is not known. */
export function lengthOf(seconds: number | null): string {
  if (seconds === null) return ''
  const whole = Math.round(seconds)
  return ` ${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
