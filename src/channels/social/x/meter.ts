// What X says is left: for posts of an account in a quarter of an hour and in a day, and for the app in a day.
import type { Quotas } from '../../../core/quotas.ts'
import type { Call } from '../rest.ts'

const app = 'x/app'
const windows = [
  { header: 'x-rate-limit', name: (userId: string) => `x/posts/${userId}` },
  { header: 'x-user-limit-24hour', name: (userId: string) => `x/day/${userId}` },
  { header: 'x-app-limit-24hour', name: () => app },
]

/** Keeps what the answers to posts say. */
export function createMeter(quotas: Quotas) {
  return {
    names: (userId: string) => windows.map(({ name }) => name(userId)),
    async heard(headers: Headers, { countsFor: userId }: Call): Promise<void> {
      if (userId === undefined) return
      for (const { header, name } of windows) {
        const [remaining, reset] = [headers.get(`${header}-remaining`), headers.get(`${header}-reset`)]
        if (remaining === null || reset === null || !/^\d+$/.test(`${remaining}${reset}`)) continue
        await quotas.learn(name(userId), { remaining: Number(remaining), resetsAt: new Date(Number(reset) * 1000) })
      }
    },
  }
}
