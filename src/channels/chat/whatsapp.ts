// What the three ways to WhatsApp have in common: how a reply reads there, its numbers, the signs, and the window.
import type { Inbound, Reply, ReplyChoice } from '../../core/chat.ts'
import { platformNames } from '../../core/platform.ts'
import { piecesOf } from './pieces.ts'
import { problemsOf, type Section, sectionsOf, wordsIn } from './sections.ts'

/** Several messages within this time are one wish. */
export const foldMs = 2_000

/** A person may be written to freely for a day after their last message; a little less, as ours takes time to get there. */
export const windowMs = 24 * 3_600_000 - 120_000

/** What a picture may be. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
export const photoLimits = { bytes: 5_000_000, pixels: 25_000_000, types: ['image/jpeg', 'image/png'] } as const

/** The largest file that is fetched: the most that WhatsApp carries of sound and film. */
export const mostFileBytes = 16_000_000

/** One message. Only the last of a reply has its choices. */
export type Sheet = { text: string; choices: readonly ReplyChoice[] }

/** The messages of a reply, in order; what has no room in the last comes before it, in full. The choices are part of its text. */
export function encode(reply: Reply, mostUnits: number): Sheet[] {
  const sections = reply.card === undefined ? [] : sectionsOf(reply.card)
  const moved = new Set<Section>()
  let main = mainText(reply, sections, moved)
  // The longest words go first, until the rest has room.
  for (const section of sections.toSorted((a, b) => wordsIn(b) - wordsIn(a))) {
    if (main.length <= mostUnits) break
    moved.add(section)
    main = mainText(reply, sections, moved)
  }
  const before = sections.filter((section) => moved.has(section)).map(sectionText)
  const texts = [...before, main].flatMap((text) => piecesOf(text, mostUnits))
  return texts.map((text, i) => ({ text, choices: i === texts.length - 1 ? reply.choices : [] }))
}

function mainText(reply: Reply, sections: readonly Section[], moved: ReadonlySet<Section>): string {
  const blocks = [reply.text, reply.card === undefined ? '' : `*${reply.card.head}*`]
  for (const section of sections) {
    const shown = moved.has(section) ? `${heading(section)} ↑` : sectionText(section)
    blocks.push([shown, ...problemsOf(section)].join('\n'))
  }
  blocks.push(choicesText(reply))
  return blocks.filter((block) => block !== '').join('\n\n')
}

function sectionText(section: Section): string {
  return [heading(section), ...section.words].join('\n')
}

/** "*Bluesky* 112/300 · *Mastodon* 112/500"; what is out says where. */
function heading({ variants }: Section): string {
  return variants
    .map(({ platform, account, count, options, published }) => {
      const name = platformNames[platform]
      const label = `*${account === name ? name : `${name} ${account}`}*`
      const chosen = options === undefined ? '' : ` (${options.join(', ')})`
      if (published === undefined) return `${label} ${count.used}/${count.limit}${chosen}`
      return published.url === null ? `${label} ✓` : `${label} ✓ ${published.url}`
    })
    .join(' · ')
}

/** Short ones fit beside each other on a telephone. */
const mostInLine = 64
const gap = '   '

/** The choices as they are answered: by number, or said in words where nobody asked for the message. */
function choicesText({ choices, unasked }: Reply): string {
  if (choices.length === 0) return ''
  if (unasked) return `→ ${choices.map(({ label }) => `“${label}”`).join(' · ')}`
  const numbered = choices.map(({ label }, i) => `${i + 1} ${label}`)
  const line = numbered.join(gap)
  return line.length <= mostInLine ? line : numbered.join('\n')
}

/** What a sign on a message of ours says; undefined for one that says nothing, and where one was taken off. */
export function signOf(emoji: string | undefined): Inbound['sign'] {
  const plain = emoji?.replaceAll(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, '')
  if (plain === '👍' || plain === '✅') return 'yes'
  if (plain === '❌' || plain === '👎') return 'no'
  return undefined
}

/** The address that opens a chat with a number and says something in it. */
export function linkTo(number: string, text: string): string {
  return `https://wa.me/${number.replaceAll(/\D/g, '')}?text=${encodeURIComponent(text)}`
}

/** Takes each conversation's messages in order; nobody waits for somebody else. */
export async function takeInOrder<T>(
  all: readonly T[],
  addressOf: (one: T) => string,
  take: (one: T) => Promise<void>,
): Promise<void> {
  const lanes = Map.groupBy(all, addressOf)
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const one of lane) await take(one)
    }),
  )
}

/**
 * Sends the messages of a reply one after the other. Where one of them fails and the reply is tried again, it goes on after
 * those that are there already; answers the id of the last.
 */
export function createStepwise() {
  const there = new Map<string, number>()
  return async (replyId: string, steps: readonly (() => Promise<string>)[]): Promise<{ externalId: string }> => {
    if (there.size > 1_000) there.clear()
    let externalId = ''
    const done = there.get(replyId) ?? 0
    for (const [i, step] of steps.entries()) {
      if (i < done) continue
      externalId = await step()
      there.set(replyId, i + 1)
    }
    there.delete(replyId)
    return { externalId }
  }
}
