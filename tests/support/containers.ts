// What Instagram and Threads have in common as servers: containers that are made, are worked on, and are published once.

export type Container = {
  id: string
  fields: Record<string, string>
  state: 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED'
  why: string
}

/** Keeps them. `next` is how the next ones come out. */
export function createContainers(prefix: string) {
  const all = new Map<string, Container>()
  const next: Pick<Container, 'state' | 'why'>[] = []
  return {
    all,
    /** How the next containers turn out, one after the other; after that they are finished at once. */
    turnOut: (...states: Pick<Container, 'state' | 'why'>[]) => void next.push(...states),
    make(fields: Record<string, string>): Container {
      const { state, why } = next.shift() ?? { state: 'FINISHED', why: '' }
      const one: Container = { id: `${prefix}${all.size + 1}`, fields, state, why }
      all.set(one.id, one)
      return one
    },
    /** Every container that is not published is in this state from now on. */
    become(state: Container['state'], why = ''): void {
      for (const one of all.values()) if (one.state !== 'PUBLISHED') Object.assign(one, { state, why })
    },
  }
}
