// The colour marks by which a person with several workspaces tells them apart.

/** In the order in which they are given out. */
export const marks = ['🟦', '🟧', '🟩', '🟪', '🟥', '🟨', '🟫'] as const

/** "🟦 Bar Luce" */
export function marked({ name, mark }: { name: string; mark: number }): string {
  return `${marks[mark % marks.length]} ${name}`
}
