// At which ages the numbers of a post are read: often while it is young, seldom later, and seldom altogether where reads cost.

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const free = [
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  3 * day,
  5 * day,
  7 * day,
  14 * day,
  30 * day,
]
const paid = [day, 7 * day, 30 * day]

/** When the numbers of a post are read after `now`; null for one that is old. */
export function nextReading(publishedAt: Date, now: Date, costs: boolean): Date | null {
  const ages = costs ? paid : free
  const age = ages.find((one) => publishedAt.getTime() + one > now.getTime())
  return age === undefined ? null : new Date(publishedAt.getTime() + age)
}
