// Whether the first comment is there, after a lost answer.
import { z } from 'zod'
import type { Look } from '../two-looks.ts'
import type { Reach } from './pictures.ts'

const listSchema = z.object({
  elements: z.array(
    z.looseObject({ id: z.string().optional(), actor: z.string(), message: z.looseObject({ text: z.string() }) }),
  ),
})

/** Looks once. */
export async function findComment(
  { rest, token, signal }: Reach,
  { urn, actor, text }: { urn: string; actor: string; text: string },
): Promise<Look<string>> {
  const path = `/rest/socialActions/${encodeURIComponent(urn)}/comments`
  const { value } = await rest({ path, token, signal }, listSchema.parse)
  const found = value.elements.find((one) => one.actor === actor && one.message.text.trim() === text.trim())
  return { found: found && (found.id ?? 'there'), ids: value.elements.map(({ id }) => id ?? '').join() }
}
