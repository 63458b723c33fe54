// Changing what is out, part by part. What reads as wanted already is left alone, so that a lost answer is tried again freely.
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { Content, EditStep } from '../../../core/platform.ts'
import { showsSame } from '../film.ts'
import type { Rest } from './api.ts'
import { statusOf } from './faults.ts'
import { type Reach, stateOf, uploadAll } from './media.ts'
import { optionsSchema } from './rules.ts'

const attachedSchema = z.looseObject({ media_attachments: z.array(z.looseObject({ id: z.string() })).default([]) })
const sourceSchema = z.looseObject({ text: z.string(), spoiler_text: z.string().nullish() })

/** How often it is asked whether files that were brought are ready, in the one call that a change is. */
const mostLooks = 8

/**
 * Brings every part of a post to other words, warning, pictures and film. Its parts and who may see it stay as they are. `pauseMs`
 * lies between two looks at files that the server works on.
 */
export async function edit(rest: Rest, reach: Reach, step: EditStep, pauseMs: number): Promise<void> {
  const ids = step.remoteId.split(',')
  const texts = textsOf(step.content)
  const options = optionsSchema.parse(step.content.options)
  if (texts.length !== ids.length) throw new PlatformError('rejected', 'partsFixed')
  if (options.visibility !== optionsSchema.parse(step.before.options).visibility)
    throw new PlatformError('rejected', 'visibilityFixed')
  const { contentWarning, language, sensitive } = options
  for (const [part, id] of ids.entries()) {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`
    const picturesStay = part > 0 || showsSame(step.before, step.content)
    if (picturesStay && (await readsAs(rest, reach, path, { text: texts[part] ?? '', contentWarning }))) continue
    const media_ids =
      part > 0 ? [] : picturesStay ? await attached(rest, reach, path) : await brought(rest, reach, step, pauseMs)
    const body = {
      status: texts[part] ?? '',
      spoiler_text: contentWarning ?? '',
      ...(media_ids.length > 0 && { media_ids }),
      ...(language && { language }),
      ...(sensitive !== null && { sensitive }),
    }
    const call = { server: reach.server, token: reach.token, signal: step.signal, body, onSent: step.sent }
    await rest({ ...call, path, method: 'PUT', isVisible: true }, () => undefined).catch((error: unknown) => {
      if (![404, 405, 410, 501].includes(statusOf(error) ?? 0)) throw error
      throw new PlatformError('rejected', 'noEdit', { cause: error })
    })
  }
}

function textsOf({ text, parts }: Content): string[] {
  return parts.length > 0 ? parts : [text]
}

/** Whether a part has these words already; a server that hides the source of posts never says so. */
async function readsAs(
  rest: Rest,
  { server, token, signal }: Reach,
  path: string,
  wanted: { text: string; contentWarning: string | null },
): Promise<boolean> {
  try {
    const { value } = await rest({ server, path: `${path}/source`, token, signal }, sourceSchema.parse)
    return value.text === wanted.text && (value.spoiler_text ?? '') === (wanted.contentWarning ?? '')
  } catch (error) {
    if ((statusOf(error) ?? 500) >= 500 || statusOf(error) === 429 || statusOf(error) === 401) throw error
    return false
  }
}

/** The pictures that are there: what is not named in a change is taken off. */
async function attached(rest: Rest, { server, token, signal }: Reach, path: string): Promise<string[]> {
  const { value } = await rest({ server, path, token, signal }, attachedSchema.parse)
  return value.media_attachments.map(({ id }) => id)
}

async function brought(rest: Rest, reach: Reach, step: EditStep, pauseMs: number): Promise<string[]> {
  const { ids, isReady } = await uploadAll(rest, reach, step)
  if (isReady) return ids
  for (let looks = 1; (await stateOf(rest, reach, ids)) !== 'ready'; looks++) {
    if (looks >= mostLooks) throw new PlatformError('unavailable', 'pictureBusy')
    await pause(pauseMs, undefined, { signal: reach.signal })
  }
  return ids
}
