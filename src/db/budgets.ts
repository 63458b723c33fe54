// The budget of one workspace: money reserved before a call in one statement, settled after it, and told once when it runs low.
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { budgets } from './schema/budgets.ts'

/** The day ("2026-11-24") and the month ("2026-11") that money is counted for. */
export type Period = { day: string; month: string }

/** One limit and what counts against it, in micro-dollars. */
export type Allowance = { limit: number | null; spent: number }

/** The budget as it stands. `held` is reserved for calls under way. */
export type BudgetState = { day: Allowance; month: Allowance; held: number }

/** A reservation whose process says nothing for so long is released. */
export const reservationSeconds = 600

const fourFifths = sql.raw('0.8')

/**
 * Reserves money for a question: `cheap` where four fifths of a limit are spent, else `full`. One statement, decided under
 * the lock of one row: allowed while what is spent and reserved is below each limit, so that at most one call goes over
 * it. Undefined where it is refused.
 */
export async function reserve(
  tx: Tx,
  given: Period & { workspaceId: string; id: string; full: number; cheap: number },
): Promise<{ isTight: boolean } | undefined> {
  const { daySpent, monthSpent } = spentIn(given)
  const micros = sql`case when ${tight(daySpent, monthSpent)} then ${given.cheap}::bigint else ${given.full}::bigint end`
  const found = await rows<{ tight: boolean }>(
    tx,
    sql`insert into budgets (workspace_id, day, month, open)
      values (${given.workspaceId}, ${given.day}, ${given.month}, ${reservation(given.id, sql`${given.full}::bigint`)})
      on conflict (workspace_id) do update set
        day = greatest(budgets.day, excluded.day), day_spent = ${daySpent},
        month = greatest(budgets.month, excluded.month), month_spent = ${monthSpent},
        open = (select coalesce(jsonb_object_agg(one.key, one.value), '{}') from jsonb_each(budgets.open) one
          where ${isLive}) || ${reservation(given.id, micros)}
      where (budgets.day_limit is null or ${daySpent} + ${held} < budgets.day_limit)
        and (budgets.month_limit is null or ${monthSpent} + ${held} < budgets.month_limit)
      returning ${tight(sql`day_spent`, sql`month_spent`)} as tight`,
  )
  const [row] = found
  return row === undefined ? undefined : { isTight: row.tight }
}

/** Adds what a call cost. Its reservation stays until it is released. */
export async function addSpent(tx: Tx, given: Period & { workspaceId: string; micros: number }): Promise<void> {
  const { daySpent, monthSpent } = spentIn(given)
  await tx.execute(sql`insert into budgets (workspace_id, day, month, day_spent, month_spent)
    values (${given.workspaceId}, ${given.day}, ${given.month}, ${given.micros}, ${given.micros})
    on conflict (workspace_id) do update set
      day = greatest(budgets.day, excluded.day), day_spent = ${daySpent} + ${given.micros}::bigint,
      month = greatest(budgets.month, excluded.month), month_spent = ${monthSpent} + ${given.micros}::bigint`)
}

/** Gives a reservation back; what was spent of it is added by then. */
export async function release(tx: Tx, given: { workspaceId: string; id: string }): Promise<void> {
  await tx.execute(sql`update budgets set open = open - ${given.id}::text where workspace_id = ${given.workspaceId}`)
}

/** The budget of the workspace of this transaction, as it stands in a day and a month. */
export async function readBudget(tx: Tx, period: Period): Promise<BudgetState> {
  const { daySpent, monthSpent } = spentIn(period)
  type Row = { day_limit: string | null; month_limit: string | null; day: string; month: string; held: string }
  const [row] = await rows<Row>(
    tx,
    sql`select day_limit, month_limit, ${daySpent} as day, ${monthSpent} as month, ${held} as held from budgets`,
  )
  const limit = (of: string | null | undefined) => (of == null ? null : Number(of))
  return {
    day: { limit: limit(row?.day_limit), spent: Number(row?.day ?? 0) },
    month: { limit: limit(row?.month_limit), spent: Number(row?.month ?? 0) },
    held: Number(row?.held ?? 0),
  }
}

/** Sets a limit, or takes it away with null. Where it was changed a warning may be given again. */
export async function setLimit(
  tx: Tx,
  given: Period & { workspaceId: string; of: 'day' | 'month'; micros: number | null },
): Promise<void> {
  const { workspaceId, day, month, micros } = given
  const change = given.of === 'day' ? { dayLimit: micros, dayWarned: null } : { monthLimit: micros, monthWarned: null }
  await tx
    .insert(budgets)
    .values({ workspaceId, day, month, ...change })
    .onConflictDoUpdate({ target: budgets.workspaceId, set: change })
}

/** The limits of which four fifths are spent and nobody was told yet; they count as told from here on. */
export async function takeWarnings(tx: Tx, period: Period): Promise<('day' | 'month')[]> {
  const { daySpent, monthSpent } = spentIn(period)
  const isLow = (spent: SQL, of: 'day' | 'month') => sql`coalesce(${sql.raw(`${of}_limit`)} > 0
    and ${spent} >= ${sql.raw(`${of}_limit`)} * ${fourFifths} and ${sql.raw(`${of}_warned`)} is distinct from ${period[of]}, false)`
  const [found] = await rows<{ day: boolean; month: boolean }>(
    tx,
    sql`with low as (
      select workspace_id, ${isLow(daySpent, 'day')} as day, ${isLow(monthSpent, 'month')} as month from budgets for update
    )
    update budgets b set day_warned = case when low.day then ${period.day} else b.day_warned end,
      month_warned = case when low.month then ${period.month} else b.month_warned end
    from low where low.workspace_id = b.workspace_id and (low.day or low.month) returning low.day, low.month`,
  )
  return (['day', 'month'] as const).filter((of) => found?.[of] === true)
}

/** What is spent in a period; a row that is still of an earlier one has spent nothing in it. */
function spentIn({ day, month }: Period) {
  return {
    daySpent: sql`(case when budgets.day >= ${day} then budgets.day_spent else 0 end)`,
    monthSpent: sql`(case when budgets.month >= ${month} then budgets.month_spent else 0 end)`,
  }
}

const isLive = sql`(one.value->>'until')::timestamptz > now()`

const held = sql`(select coalesce(sum((one.value->>'micros')::bigint), 0) from jsonb_each(budgets.open) one where ${isLive})`

function tight(daySpent: SQL, monthSpent: SQL): SQL {
  return sql`coalesce(${daySpent} >= budgets.day_limit * ${fourFifths}, false)
    or coalesce(${monthSpent} >= budgets.month_limit * ${fourFifths}, false)`
}

function reservation(id: string, micros: SQL): SQL {
  const until = sql`now() + make_interval(secs => ${reservationSeconds})`
  return sql`jsonb_build_object(${id}::text, jsonb_build_object('micros', ${micros}, 'until', ${until}))`
}
