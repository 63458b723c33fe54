// Pictures as a model is shown them.
import { withWorkspace } from '../../db/client.ts'
import { getMedia } from '../../db/media.ts'
import { GatewayError } from '../ai/gateway.ts'
import type { SeenPicture } from '../ai/model.ts'
import { MediaError } from '../media/error.ts'
import { alone } from '../media/gate.ts'
import { openPicture } from '../media/picture.ts'
import { usualLimits } from '../media/take-in.ts'
import type { Turn } from '../turn.ts'

/** The longest side a picture is shown to a model with: more of it costs more and shows no more. */
const side = 1_024
const longest = 600
export const languageNames = { en: 'English', it: 'Italian' } as const

/** A kept picture, small; undefined where it is gone or cannot be opened. */
export async function shownOf(turn: Turn, key: string): Promise<SeenPicture | undefined> {
  const bytes = await turn.storage.get(key)
  if (bytes === undefined) return undefined
  try {
    const jpeg = await alone(async () => {
      const { pipeline } = await openPicture(bytes, usualLimits.maxPixels)
      const small = pipeline('first').resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      return small.flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer()
    })
    return { type: 'image/jpeg', base64: jpeg.toString('base64') }
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    return undefined
  }
}

/** What a model sees in the first picture of a message; undefined where there is none, nobody can see, or the budget does not allow to look. */
export async function seeFirst(turn: Turn): Promise<{ text: string; micros: number } | undefined> {
  const ask = turn.gateway?.describe
  if (ask === undefined || turn.media.length === 0) return undefined
  const rows = await withWorkspace(turn.db, turn.workspaceId, (tx) => getMedia(tx, turn.media))
  const first = rows.find(({ type }) => type.startsWith('image/'))
  const picture = first === undefined ? undefined : await shownOf(turn, first.key)
  if (picture === undefined) return undefined
  try {
    const { text, micros } = await ask({
      workspaceId: turn.workspaceId,
      key: `${turn.messageId}/see/${turn.evidence}`,
      picture,
      language: languageNames[turn.brand.language],
      words: '',
      limit: longest,
      signal: turn.signal,
    })
    return text === '' ? undefined : { text, micros }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    turn.log.warn({ err: error }, 'no model saw a picture; the post is made without')
    return undefined
  }
}
