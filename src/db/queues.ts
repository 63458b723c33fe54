// The queues of pg-boss: work to be done now. What waits for a product reason is a row, never a delayed job.

/** Names and policies. `exclusive` keeps one job a key, so that asking twice is harmless. */
export const queues = [
  {
    name: 'prepare',
    options: {
      policy: 'exclusive',
      retryLimit: 5,
      retryDelay: 1,
      retryBackoff: true,
      expireInSeconds: 120,
      deleteAfterSeconds: 3600,
    },
  },
  {
    name: 'settle',
    options: {
      policy: 'exclusive',
      retryLimit: 5,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: 120,
      deleteAfterSeconds: 3600,
    },
  },
] as const

export type QueueName = (typeof queues)[number]['name']
