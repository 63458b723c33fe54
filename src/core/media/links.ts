// Public links to kept files for networks that fetch a picture by its address: signed, for one file, for a while.
import { createHmac } from 'node:crypto'
import { deriveKey, sameSecret } from '../secrets.ts'

/** The file a link opens. */
export type Linked = { workspaceId: string; mediaId: string }

/** The last part of a public address. `key` is the installation's key; neither id may contain a dot. */
export function signLink({ key, workspaceId, mediaId, until }: Linked & { key: string; until: Date }): string {
  const words = [workspaceId, mediaId, Math.ceil(until.getTime() / 1000).toString(36)]
  if (words.some((word) => !/^[\w-]+$/.test(word)))
    throw new Error('An id in a link may hold letters, digits, - and _ only.')
  return [...words, signature(key, words)].join('.')
}

const openMs = 3_600_000

/** Makes the public addresses of files, each good for an hour. */
export function createLinks({ key, publicUrl, now }: { key: string; publicUrl: string; now: () => Date }) {
  return (file: Linked): string => {
    const until = new Date(now().getTime() + openMs)
    return `${publicUrl}/media/${signLink({ key, ...file, until })}`
  }
}

/** The file that this link opens now, or undefined for a link that is over, forged or cut off. */
export function checkLink({ key, token, now }: { key: string; token: string; now: Date }): Linked | undefined {
  const [workspaceId, mediaId, until, signed, ...more] = token.split('.')
  if (!workspaceId || !mediaId || !until || !signed || more.length > 0) return undefined
  if (!sameSecret(signed, signature(key, [workspaceId, mediaId, until]))) return undefined
  return now.getTime() / 1000 < Number.parseInt(until, 36) ? { workspaceId, mediaId } : undefined
}

function signature(key: string, words: string[]): string {
  return createHmac('sha256', deriveKey(key, 'links')).update(words.join('.')).digest('base64url')
}
