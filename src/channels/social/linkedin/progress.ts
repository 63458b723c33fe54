// How far a publication on LinkedIn is: what was frozen, and what was reached since.
import { z } from 'zod'
import type { Json, Step } from '../../../core/platform.ts'
import { type LinkedinWay, waySchema } from './films.ts'

const frozenSchema = z.object({
  body: z.record(z.string(), z.json()),
  images: z.array(z.string()),
  isReady: z.boolean(),
  film: waySchema.nullable().default(null),
  comment: z.string().nullable(),
})
const progressSchema = z.object({
  body: z.record(z.string(), z.json()).nullable(),
  looks: z.int(),
  out: z.object({ remoteId: z.string(), url: z.string() }).nullable(),
  tries: z.int(),
  film: waySchema.nullable().default(null),
})
type Progress = z.infer<typeof progressSchema>

/** Where a publication is. */
export function whereOf({ frozen, progress }: Pick<Step, 'frozen' | 'progress'>) {
  const read = frozenSchema.parse(frozen)
  const begun: Progress =
    progress === null ? { body: null, looks: 0, out: null, tries: 0, film: null } : progressSchema.parse(progress)
  const body = begun.body ?? read.body
  const film = begun.film ?? read.film
  return { frozen: read, body: film === null ? body : showing(film, body), film, progress: begun }
}

/** The pictures in a body. */
export function imagesIn({ content }: Record<string, Json>): string[] {
  const found = JSON.stringify(content ?? null).matchAll(/"id":"(urn:li:image:[^"]+)"/g)
  return [...found].flatMap(([, id]) => id ?? [])
}

/** The body of a post with the film as it is called now: one that was begun anew has another name. */
function showing({ video }: LinkedinWay, body: Record<string, Json>): Record<string, Json> {
  return { ...body, content: { media: { id: video } } }
}
