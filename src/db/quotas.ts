// What networks have left, kept for all processes. Each call is one statement, so that two takers never take the same.
import { sql } from 'drizzle-orm'
import type { Left, Quotas } from '../core/quotas.ts'
import { type Db, withSystem } from './client.ts'
import { rows, toDate } from './rows.ts'

/** The quotas that the networks are given. */
export function createQuotas({ db, now }: { db: Db; now: () => Date }): Quotas {
  async function look(name: string): Promise<Date | undefined> {
    const [found] = await withSystem(db, (tx) =>
      rows<{ resets_at: string }>(
        tx,
        sql`select resets_at from quotas where name = ${name} and remaining <= 0 and resets_at > ${now().toISOString()}`,
      ),
    )
    return toDate(found?.resets_at ?? null) ?? undefined
  }

  return {
    look,
    async take(name, usual) {
      const at = now().toISOString()
      const taken = await withSystem(db, (tx) =>
        usual === undefined
          ? rows(
              tx,
              sql`update quotas set remaining = remaining - 1 where name = ${name} and remaining > 0 and resets_at > ${at} returning name`,
            )
          : rows(tx, counted(name, usual, at)),
      )
      return taken.length > 0 ? undefined : look(name)
    },
    async learn(name, { remaining, resetsAt }) {
      const resets = resetsAt.toISOString()
      await withSystem(db, (tx) =>
        tx.execute(sql`insert into quotas (name, remaining, resets_at) values (${name}, ${remaining}, ${resets})
          on conflict (name) do update set resets_at = excluded.resets_at,
            remaining = case when quotas.resets_at = excluded.resets_at then least(quotas.remaining, excluded.remaining)
              else excluded.remaining end`),
      )
    },
  }
}

/** Takes one of a full window where there is none yet or the last is over. */
function counted(name: string, { remaining, resetsAt }: Left, at: string) {
  return sql`insert into quotas (name, remaining, resets_at) values (${name}, ${remaining - 1}, ${resetsAt.toISOString()})
    on conflict (name) do update set
      remaining = case when quotas.resets_at <= ${at} then excluded.remaining else quotas.remaining - 1 end,
      resets_at = case when quotas.resets_at <= ${at} then excluded.resets_at else quotas.resets_at end
    where quotas.resets_at <= ${at} or quotas.remaining > 0 returning name`
}
