// Our own description of the calls that Leopost makes to the Cloud API, field by field: what is not here is not called.
import { z } from 'zod'

const around = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z.string().regex(/^\d{5,20}$/),
}
const id = z.string().min(1).max(256)
const title = z.string().trim().min(1)
const body = (most: number) => z.strictObject({ text: z.string().min(1).max(most) })
const row = z.strictObject({
  id: z.string().min(1).max(200),
  title: title.max(24),
  description: title.max(72).optional(),
})
const isUnique = (ids: string[]) => new Set(ids).size === ids.length

const buttons = z
  .array(z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id, title: title.max(20) }) }))
  .min(1)
  .max(3)
  .refine((all) => isUnique(all.map((one) => one.reply.title)), 'titles are unique')
  .refine((all) => isUnique(all.map((one) => one.reply.id)), 'ids are unique')

const interactive = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('button'), body: body(1_024), action: z.strictObject({ buttons }) }),
  z.strictObject({
    type: z.literal('list'),
    body: body(1_024),
    action: z.strictObject({
      button: title.max(20),
      sections: z.array(z.strictObject({ title: title.max(24), rows: z.array(row).min(1).max(10) })).length(1),
    }),
  }),
])

/** What may be sent. */
export const message = z.discriminatedUnion('type', [
  z.strictObject({
    ...around,
    type: z.literal('text'),
    text: z.strictObject({ body: z.string().min(1).max(4_096), preview_url: z.boolean() }),
  }),
  z.strictObject({ ...around, type: z.literal('interactive'), interactive }),
  z.strictObject({ ...around, type: z.literal('image'), image: z.strictObject({ id }) }),
  z.strictObject({
    ...around,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,512}$/),
      language: z.strictObject({
        policy: z.literal('deterministic'),
        code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
      }),
    }),
  }),
])

/** The form of an upload. */
export const upload = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  type: z.enum(['image/jpeg', 'image/png']),
  file: z.instanceof(File).refine((one) => one.size <= 5_000_000, 'at most 5 MB'),
})

export type Sent = z.infer<typeof message>
