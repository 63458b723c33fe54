// The quick replies that Twilio knows: each set of labels is made there once and found again by its name.
import type { Logger } from '../../../core/context.ts'
import type { Api } from './api.ts'
import { contentOf, nameOf } from './encode.ts'

/** Answers Twilio's id of the content with these labels, made where there is none; undefined where it cannot be had now. */
export type Contents = (labels: readonly string[]) => Promise<string | undefined>

/** After trouble with contents the numbers alone are used for so long. */
const restMs = 600_000

/** Opens them; nothing is asked before the first labels. */
export function createContents({ api, log, now }: { api: Api; log: Logger; now: () => Date }) {
  let known: Promise<Map<string, string>> | undefined
  let restsUntil = 0

  /** What is said without quick replies for a while: they are refused, or cannot be had. */
  function rest(error: unknown): void {
    known = undefined
    restsUntil = now().getTime() + restMs
    log.warn({ err: error }, 'Twilio does not take quick replies now; the numbers do')
  }

  const find: Contents = async (labels) => {
    if (now().getTime() < restsUntil) return undefined
    try {
      known ??= api.contents()
      const all = await known
      const sid = all.get(nameOf(labels)) ?? (await api.makeContent(contentOf(labels)))
      all.set(nameOf(labels), sid)
      return sid
    } catch (error) {
      rest(error)
      return undefined
    }
  }
  return { find, rest }
}
