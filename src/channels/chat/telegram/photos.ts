// Pictures that are shown before a card: albums of photos, and as files what Telegram would not take as a photo.
import { InputFile } from 'grammy'
import type { ShownPicture } from '../../../core/chat.ts'
import { type Calls, refusalOf } from './api.ts'

/** What a photo may be. https://core.telegram.org/bots/api#sendphoto */
export const photoLimits = {
  bytes: 10_000_000,
  pixels: 25_000_000,
  types: ['image/jpeg', 'image/png', 'image/webp'],
} as const

const mostSides = 10_000
const mostRatio = 20
const mostInAlbum = 10

/** Pictures that go out in one call. */
export type Showing = { as: 'photos' | 'file'; pictures: readonly ShownPicture[] }

/** The calls that show pictures: albums of up to ten, and each one that is too long and thin by itself. */
export function showings(pictures: readonly ShownPicture[]): Showing[] {
  const photos = pictures.filter(isPhoto)
  const albums = Array.from({ length: Math.ceil(photos.length / mostInAlbum) }, (_, i): Showing => {
    return { as: 'photos', pictures: photos.slice(i * mostInAlbum, (i + 1) * mostInAlbum) }
  })
  const files = pictures.filter((one) => !isPhoto(one)).map((one): Showing => ({ as: 'file', pictures: [one] }))
  return [...albums, ...files]
}

/** Shows them; answers the first message, or undefined where nothing is left of them. Without a sound: the card rings. */
export async function showPictures(
  calls: Calls,
  chat_id: number,
  { as, pictures }: Showing,
): Promise<{ message_id: number } | undefined> {
  const read = await Promise.all(pictures.map(async (one) => ({ type: one.type, bytes: await one.read() })))
  const files = read.flatMap(({ type, bytes }, i) =>
    bytes === undefined ? [] : [{ bytes, name: `picture${i}.${type.slice('image/'.length)}` }],
  )
  const [first, second] = files
  if (first === undefined) return undefined
  const quiet = { chat_id, disable_notification: true }
  const file = ({ bytes, name }: typeof first) => new InputFile(bytes, name)
  const asFile = (one: typeof first) => calls.sendDocument({ ...quiet, document: file(one) })
  // What is refused as a photo can be opened as a file.
  const alone = (one: typeof first) =>
    as === 'file'
      ? asFile(one)
      : calls.sendPhoto({ ...quiet, photo: file(one) }).catch(unlessRefused(() => asFile(one)))
  if (second === undefined) return alone(first)
  const media = files.map((one) => ({ type: 'photo', media: file(one) }) as const)
  const album = calls.sendMediaGroup({ ...quiet, media }).then(([sent]) => sent)
  return album.catch(
    unlessRefused(async () => {
      for (const one of files.slice(0, -1)) await alone(one)
      return alone(files.at(-1) ?? first)
    }),
  )
}

/** Another way for what was refused as it is; every other trouble is thrown on. */
function unlessRefused<T>(otherwise: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (refusalOf(error)?.code !== 400) throw error
    return otherwise()
  }
}

function isPhoto({ width, height }: ShownPicture): boolean {
  const [short, long] = width < height ? [width, height] : [height, width]
  return width + height <= mostSides && long <= short * mostRatio
}
