// Looking accounts up: the id behind a name, the server in a document.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import { serverOrigin } from '../../server-address.ts'
import type { Xrpc } from './api.ts'

/** Where accounts are looked up, and films brought. `service` is asked where nothing else is known. */
export type Places = { service: string; publicApi: string; directory: string; video: string }

const documentSchema = z.looseObject({
  service: z.array(z.looseObject({ id: z.string(), serviceEndpoint: z.unknown() })).optional(),
})

/** The id behind a handle, or undefined where nobody has it. */
export async function resolveHandle(
  xrpc: Xrpc,
  service: string,
  handle: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const method = 'com.atproto.identity.resolveHandle'
  const read = z.object({ did: z.string().startsWith('did:') })
  try {
    return (await xrpc({ service, method, query: { handle }, signal }, read.parse)).did
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'rejected') return undefined
    throw error
  }
}

/** The server that holds an account, as its document says. */
export function endpointIn(document: unknown): string | undefined {
  const read = documentSchema.safeParse(document)
  const found = read.data?.service?.find(({ id }) => id.endsWith('#atproto_pds'))?.serviceEndpoint
  return typeof found === 'string' ? serverOrigin(found) : undefined
}

/** A name without what copying brings along: an @, spaces, marks of direction. */
export function cleaned(identifier: string): string {
  return identifier
    .replaceAll(/[\p{Cf}\p{Cc}\s]/gu, '')
    .replace(/^@/, '')
    .toLowerCase()
}
