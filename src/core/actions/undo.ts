/** How an act is taken back. */
export type Inverse =
  | { act: 'version'; postId: string; to: number }
  | { act: 'time'; postId: string; wished: { date: string; time: string; zone: string } | null; dueAt: string | null }
  | { act: 'discard'; postId: string }
  | { act: 'hold'; holdId: string }
  | { act: 'publishNow'; postId: string }
  | { act: 'draft'; postId: string }
