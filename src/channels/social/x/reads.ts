// The posts that may be read from X in a month, as each is paid for: looking whether something is out comes before numbers.
import { type Left, lookAtEach, type Quotas, takeEach } from '../../../core/quotas.ts'

/** Of a hundred reads so many are kept for looking. */
const keptForLooking = 20

/** Obeys the month's cap, the same for all accounts of the installation; without one everything may be read. */
export function createReads(quotas: Quotas, { cap, now }: { cap: number | undefined; now: () => Date }) {
  function left(name: string, most: number): [name: string, usual: Left] {
    const at = now()
    const resetsAt = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))
    return [`x/reads/${name}`, { remaining: most, resetsAt }]
  }
  return {
    /** Before the numbers of one post are read. Throws `limited` until the next month. */
    async forNumbers(): Promise<void> {
      if (cap === undefined) return
      const forAll = left('month', cap)
      await lookAtEach(quotas, [forAll[0]])
      await takeEach(quotas, [left('numbers', Math.floor((cap * (100 - keptForLooking)) / 100)), forAll])
    },
    /** Before looking whether something is out: false where nothing of the month is left. */
    async forLook(): Promise<boolean> {
      return cap === undefined || (await quotas.look(left('month', cap)[0])) === undefined
    },
    /** So many posts were shown by a look. */
    async shown(posts: number): Promise<void> {
      if (cap !== undefined) for (let one = 0; one < posts; one++) await quotas.take(...left('month', cap))
    },
  }
}
