// The queues of pg-boss: work to be done now. What waits for a product reason is a row, never a delayed job.

/**
 * `short` keeps one waiting job a key, so that asking again at each tick is harmless, and the job of a process that was
 * killed never stands in the way of the next one.
 */
const options = {
  policy: 'short',
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  expireInSeconds: 120,
  deleteAfterSeconds: 3600,
} as const

/** The names of the queues and how each behaves. */
export const queues = [
  { name: 'prepare', options },
  { name: 'settle', options },
  // A picture may take minutes; whose turn it is stands in its row.
  { name: 'draw', options: { ...options, expireInSeconds: 600 } },
] as const

export type QueueName = (typeof queues)[number]['name']
