// What the networks of Meta share: the shape of their refusals, what they say of their use, and the dance of Facebook.
// https://developers.facebook.com/docs/graph-api/guides/error-handling
import { z } from 'zod'
import { type GivenReason, PlatformError } from '../../core/errors.ts'
import type { Quotas } from '../../core/quotas.ts'
import { AnswerError, type Call, type Refusal } from './rest.ts'

const errorSchema = z.object({
  error: z.looseObject({
    code: z.number().optional(),
    error_subcode: z.number().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
})

type Meaning = [kind: PlatformError['kind'], reason: GivenReason]

/** What codes mean to one network, by "code/subcode", subcode or code; they come before what they mean to all. */
export type Meanings = Record<string, Meaning>

const usual: Meanings = {
  ...each([190, 102, 490], ['auth', 'notLetIn']),
  ...each([10, 3, 1404078], ['auth', 'lacksRight']),
  4854002: ['auth', 'confirmThere'],
  ...each([4, 17, 32, 613, 80001, 80002, 341, 1390008], ['limited', 'asksToWait']),
  ...each([368, 1404006], ['limited', 'blockedForNow']),
  506: ['rejected', 'duplicate'],
  100: ['rejected', 'notAccepted'],
}
const transient = [-1, 1, 2, 1363047, 1609010]
const blockedMs = 3 * 3_600_000
const patienceMs = 15 * 60_000

function each(codes: number[], meaning: Meaning): Meanings {
  return Object.fromEntries(codes.map((code) => [code, meaning]))
}

/** Makes the reader of one network's refusals. */
export function createGraphFault(own: Meanings = {}) {
  return ({ path, status, headers, body, isVisible, now }: Refusal): PlatformError => {
    const error = errorSchema.safeParse(body).data?.error
    const [code, subcode] = [error?.code, error?.error_subcode]
    const name = code === undefined ? undefined : subcode === undefined ? `${code}` : `${code}/${subcode}`
    const cause = new AnswerError(path, status, name)
    const isTransient = error?.is_transient === true || transient.includes(code ?? 0) || status >= 500 || status < 400
    const known =
      own[name ?? ''] ??
      own[subcode ?? ''] ??
      own[code ?? ''] ??
      usual[subcode ?? ''] ??
      usual[code ?? ''] ??
      right(code)
    if (known === undefined && isTransient)
      return new PlatformError(isVisible ? 'unknown' : 'unavailable', isVisible ? 'unclear' : 'trouble', { cause })
    const [kind, reason] = known ?? byStatus(status)
    if (kind === 'limited') {
      const waitMs = reason === 'blockedForNow' ? blockedMs : (regainMs(headers) ?? patienceMs)
      return new PlatformError(kind, reason, { cause, retryAt: new Date(now.getTime() + waitMs) })
    }
    const words = error?.error_user_msg
    const isPlain = reason === 'notAccepted' && words !== undefined && words !== ''
    return new PlatformError(kind, isPlain ? ['vendorSays', { words: words.slice(0, 300) }] : reason, { cause })
  }
}

function right(code = 0): Meaning | undefined {
  return code >= 200 && code <= 299 ? ['auth', 'lacksRight'] : undefined
}

function byStatus(status: number): Meaning {
  if (status === 429) return ['limited', 'asksToWait']
  if (status === 401) return ['auth', 'notLetIn']
  if (status === 404) return ['rejected', 'gone']
  return ['rejected', 'notAccepted']
}

const useSchema = z.record(
  z.string(),
  z.array(z.looseObject({ estimated_time_to_regain_access: z.number().optional() })),
)

/** In how many milliseconds there is more, as an answer says. */
function regainMs(headers: Headers): number | undefined {
  const use = useSchema.safeParse(jsonIn(headers.get('x-business-use-case-usage'))).data ?? {}
  const minutes = Math.max(
    0,
    ...Object.values(use)
      .flat()
      .map((one) => one.estimated_time_to_regain_access ?? 0),
  )
  return minutes > 0 ? minutes * 60_000 : undefined
}

const appSchema = z.looseObject({
  call_count: z.number().optional(),
  total_time: z.number().optional(),
  total_cputime: z.number().optional(),
})
/** Above this part of a hundred the app rests. */
const nearlyAll = 95
const restMs = 5 * 60_000

/** What answers say of the use: `name` is the app's at this network; an account's own has its id behind it. */
export function createUse(quotas: Quotas, { app, now }: { app: string; now: () => Date }) {
  const accountName = (id: string) => `${app}/${id}`
  return {
    names: (id: string) => [app, accountName(id)],
    async heard(headers: Headers, { countsFor }: Call): Promise<void> {
      const regain = regainMs(headers)
      const after = (ms: number) => ({ remaining: 0, resetsAt: new Date(now().getTime() + ms) })
      if (regain !== undefined && countsFor !== undefined) await quotas.learn(accountName(countsFor), after(regain))
      const {
        call_count = 0,
        total_time = 0,
        total_cputime = 0,
      } = appSchema.safeParse(jsonIn(headers.get('x-app-usage'))).data ?? {}
      if (Math.max(call_count, total_time, total_cputime) >= nearlyAll) await quotas.learn(app, after(restMs))
    },
  }
}

function jsonIn(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    // A header of something in between.
    return undefined
  }
}
