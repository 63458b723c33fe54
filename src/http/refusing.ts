// What cannot be done is said on the page itself.
import { ProblemError } from './problem.ts'

/** What a page can say of a refusal. */
export type Refusal = 409 | 422 | 429 | 503

/** Does something and answers; a refusal is answered by the page that asked, whatever else goes wrong is an error page. */
export async function refusing<T>(
  act: () => Promise<T>,
  done: (result: T) => Promise<Response> | Response,
  refused: (said: string, status: Refusal) => Promise<Response>,
): Promise<Response> {
  let result: T
  try {
    result = await act()
  } catch (error) {
    if (error instanceof ProblemError && isRefusal(error.status)) return refused(error.message, error.status)
    throw error
  }
  return done(result)
}

function isRefusal(status: number): status is Refusal {
  return status === 409 || status === 422 || status === 429 || status === 503
}
