// Reading posts. The published description names the choice of fields post.fields, older servers know it as tweet.fields.
import { type Call, type Got, type Rest, statusOf } from '../rest.ts'

/** Reads posts with these fields, by the newer name and, where that is refused, by the older. */
export async function readPosts<T>(
  rest: Rest,
  { fields, ...call }: Call & { fields: string },
  read: (answer: unknown) => T,
): Promise<Got<T>> {
  const by = (name: string) => rest({ ...call, query: { ...call.query, [name]: fields } }, read)
  return by('post.fields').catch((error: unknown) => {
    if (statusOf(error) === 400) return by('tweet.fields')
    throw error
  })
}
