// The model's answer, read as it arrives: sections, one a network, each after a line "== network ==".
import { type PlatformId, platformIds, platformNames } from '../platform.ts'
import { clean } from './fence.ts'

/** A network as a section names it: by its id or by its name. */
export type Named = { platform: PlatformId; name: string }

/** Reads one answer. */
export type Sections = {
  /** Takes the next characters; words fit to read go to `onText` at once, marks never. */
  take(text: string): void
  /** The end of the answer: the text of each network, trimmed; networks without words are not there. */
  end(): Map<PlatformId, string>
}

/** The line before the words of a network. */
export function mark(platform: PlatformId): string {
  return `== ${platform} ==`
}

/** The line after the last section. */
export const endMark = '== end =='

const markLine = /^[\s*#`]*={2,}\s*(?<name>[^=]{1,40}?)\s*={2,}[\s*`]*$/u
/** A line that may still become a mark. */
const mayBeMark = /^[\s*#`]*(?:=|$)/u
/** Longer lines are no marks, whatever they begin with. */
const longestMark = 80
/** Every name that a mark may have, asked for or not; other lines between such signs are words. */
const markNames = new Set(['end', ...platformIds, ...Object.values(platformNames).map((name) => name.toLowerCase())])

/**
 * A reader for the networks that were asked for. What comes before the first mark, after the end, under a network that
 * was not asked for, or for a network a second time, is dropped. Where one network was asked for and no mark came, all
 * of it is its text.
 */
export function readSections(
  networks: readonly Named[],
  onText: (platform: PlatformId, text: string) => void,
): Sections {
  const asked = new Map<string, PlatformId>(
    networks.flatMap(({ platform, name }) => [[platform, platform] as const, [name.toLowerCase(), platform] as const]),
  )
  const texts = new Map<PlatformId, string>()
  /** Where words go: to a network, nowhere, or not known yet as no mark has come. */
  let at: PlatformId | 'nowhere' | undefined
  /** The beginning of a line that may still be a mark. */
  let held = ''
  /** True once the beginning of this line was given on. */
  let isWords = false
  /** Space that is given on only when words follow it. */
  let space = ''
  let unmarked = ''
  /** Half a character that was cut in two. */
  let half = ''

  function give(text: string): void {
    if (at === undefined) unmarked += text
    if (at === undefined || at === 'nowhere') return
    const known = texts.get(at) ?? ''
    const words = known === '' ? text.trimStart() : space + text
    const solid = words.trimEnd()
    space = words.slice(solid.length)
    if (solid === '') return
    texts.set(at, known + solid)
    onText(at, solid)
  }

  /** A whole line that was held back: a mark, or words after all. */
  function settle(line: string): void {
    const name = markLine.exec(line.trimEnd())?.groups?.name?.toLowerCase()
    if (name === undefined || !markNames.has(name)) {
      give(line)
      return
    }
    const platform = asked.get(name)
    at = platform === undefined || texts.has(platform) ? 'nowhere' : platform
    space = ''
  }

  function takeLine(piece: string): void {
    const isWhole = piece.endsWith('\n')
    held += piece
    if (isWords || held.length > longestMark || !mayBeMark.test(held)) {
      isWords = true
      give(held)
      held = ''
    } else if (isWhole) {
      settle(held)
      held = ''
    }
    if (isWhole) isWords = false
  }

  return {
    take(text) {
      const whole = half + text
      half = /[\uD800-\uDBFF]$/.exec(whole)?.[0] ?? ''
      const words = clean(whole.slice(0, whole.length - half.length)).replaceAll('\r', '')
      for (const piece of words.split(/(?<=\n)/)) takeLine(piece)
    },
    end() {
      if (held !== '') settle(held)
      held = ''
      const [only] = networks
      const all = unmarked.trim()
      if (at === undefined && networks.length === 1 && only !== undefined && all !== '') {
        texts.set(only.platform, all)
        onText(only.platform, all)
      }
      return texts
    },
  }
}
