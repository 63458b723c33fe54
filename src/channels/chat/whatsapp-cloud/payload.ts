// What Meta's webhook may carry, as far as it is read. Anything else about it is ignored.
import { z } from 'zod'

const file = z.object({
  id: z.string(),
  caption: z.string().optional(),
  mime_type: z.string().optional(),
  filename: z.string().optional().catch(undefined),
})

export const messageSchema = z.object({
  id: z.string().min(1),
  from: z.string().optional(),
  /** Some people have a name in the place of their number: then they are known by this. */
  from_user_id: z.string().optional(),
  timestamp: z.string().regex(/^\d{1,12}$/),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  image: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  video: file.optional(),
  document: file.optional(),
  reaction: z.object({ message_id: z.string(), emoji: z.string().optional() }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ id: z.string() }).optional(),
      list_reply: z.object({ id: z.string() }).optional(),
    })
    .optional(),
  button: z.object({ payload: z.string().optional(), text: z.string().optional() }).optional(),
  context: z
    .object({
      id: z.string().nullish(),
      from: z.string().nullish(),
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
    })
    .optional(),
})

export const statusSchema = z.object({
  id: z.string(),
  status: z.string(),
  errors: z.array(z.object({ code: z.number() })).optional(),
})

/** The shape around messages and statuses; each of them is read by itself, so that one of a new kind spoils no other. */
export const payloadSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z
            .object({
              metadata: z.object({ phone_number_id: z.string(), display_phone_number: z.string().optional() }),
              contacts: z
                .array(
                  z.object({
                    wa_id: z.string().optional(),
                    user_id: z.string().optional(),
                    profile: z.object({ name: z.string().optional() }).optional(),
                  }),
                )
                .optional(),
              messages: z.array(z.unknown()).optional(),
              statuses: z.array(z.unknown()).optional(),
            })
            .optional()
            .catch(undefined),
        }),
      ),
    }),
  ),
})

export type Message = z.infer<typeof messageSchema>
