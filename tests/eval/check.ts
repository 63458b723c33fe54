// What code can decide about an answer: understood rightly, in the right language, whole, true to what was given, and not machine-made.
import { detectLanguage } from '../../src/bot/understand/detect.ts'
import { understand } from '../../src/bot/understand/rules.ts'
import { claims } from '../../src/core/brand/claims.ts'
import { lint } from '../../src/core/brand/tells/lint.ts'
import { leastScore, scoreOf } from '../../src/core/brand/tells/tell.ts'
import { termsIn } from '../../src/core/brand/terms.ts'
import type { Intent } from '../../src/core/intent.ts'
import { type PlatformId, platformNames } from '../../src/core/platform.ts'
import { count } from '../../src/core/posts/count.ts'
import { given } from '../unit/understand/heard.ts'
import type { Request } from './golden.ts'
import { limits } from './limits.ts'

/** What a request was understood as, with a model at hand and a draft in focus where it is about one. */
export function hear(request: Request): Intent[] {
  const isFresh = request.heard[0] === 'draft'
  const quote = request.write?.quoted === undefined ? {} : { quote: 'reply' as const }
  const open = isFresh ? { choices: 0 } : given.open
  return understand(request.says, { ...given, ...quote, open, language: request.language, hasModel: true })
}

/** What is wrong with how a request was understood. */
export function misheard(request: Request, intents: readonly Intent[]): string[] {
  const kinds = intents.map((intent) => intent.kind)
  const wrong =
    kinds.join() === request.heard.join() ? [] : [`heard ${kinds.join()} instead of ${request.heard.join()}`]
  const when = intents.map(whenOf).find((one) => one !== undefined)
  if (when !== request.when) wrong.push(`the moment is ${when ?? 'none'} instead of ${request.when ?? 'none'}`)
  const on = intents.flatMap((intent) => ('platforms' in intent ? intent.platforms : []))
  if (request.on !== undefined && on.join() !== request.on.join())
    wrong.push(`for ${on.join()} instead of ${request.on.join()}`)
  return wrong
}

/** What is wrong with the texts of an answer, network by network. */
export function faultsOf(request: Request, texts: ReadonlyMap<PlatformId, string>): string[] {
  const { write } = request
  if (write === undefined) return []
  return write.networks.flatMap((platform) => {
    const text = texts.get(platform)
    if (text === undefined || text.trim() === '') return [`${platform}: no text`]
    return faultsIn(text, platform, request, write).map((fault) => `${platform}: ${fault}`)
  })
}

function faultsIn(
  text: string,
  platform: PlatformId,
  request: Request,
  write: NonNullable<Request['write']>,
): string[] {
  const faults: string[] = []
  const { limit, unit } = limits[platform]
  const used = count(text, unit)
  if (used > limit) faults.push(`${used} of ${limit}`)
  const language = write.language ?? request.language
  if (detectLanguage(text) !== language) faults.push(`not in ${language}`)
  for (const keep of write.keeps) {
    const options = typeof keep === 'string' ? [keep] : keep
    if (!options.some((one) => text.includes(one))) faults.push(`“${options[0]}” is lost`)
  }
  const never = termsIn(text, write.never ?? [])
  if (never.length > 0) faults.push(`says “${never[0]?.words}”`)
  if (write.isShorter && text.length >= (write.current ?? '').length) faults.push('not shorter')
  const sources = [
    request.says,
    write.current ?? '',
    write.quoted ?? '',
    ...(write.facts ?? []),
    ...(write.rules ?? []),
  ]
  const invented = claims(text, [...sources, 'Bar Luce', ...Object.values(platformNames)])
  if (invented.length > 0) faults.push(`invents “${invented[0]?.words}”`)
  const found = lint(text)
  if (scoreOf(found) < leastScore) faults.push(`${scoreOf(found)} of 100: ${found.map((one) => one.tell).join()}`)
  if (/^\s*(?:#{1,6}\s|\*\*|==)/m.test(text)) faults.push('has marks of Markdown or of the answer')
  return faults
}

function whenOf(intent: Intent): string | undefined {
  const when = 'when' in intent ? intent.when : undefined
  if (when === undefined) return undefined
  return when.kind === 'at' ? `${when.wall.date.replace('2026-', '')} ${when.wall.time}` : when.kind
}
