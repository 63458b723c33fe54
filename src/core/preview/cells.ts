// Where the pictures of a post lie in a preview, and how much of each the network cuts away. Pure.
import type { Looks } from './looks.ts'

type Size = { width: number; height: number }

/** One picture's place: rows of columns, each `width` by `height`, and the part of it (0 to 1) that is not seen. */
export type Cell = { index: number; width: number; height: number; cut: number }

/** The columns of pictures, from left to right, each from top to bottom; `isRow` where they are swiped. */
export type Cells = { columns: Cell[][]; isRow: boolean; more: number }

/** The gap between two pictures. */
export const gap = 4
const mostInGrid = 4

/** Lays pictures out in a width as a network with these looks does. */
export function cellsOf(sizes: readonly Size[], { pictures: looks }: Looks, width: number): Cells {
  const shapes = sizes.map((size) => (size.height === 0 ? 1 : size.width / size.height))
  const [first] = shapes
  if (first === undefined) return { columns: [], isRow: false, more: 0 }
  const cell = (index: number, wide: number, high: number): Cell => {
    const shape = shapes[index] ?? 1
    const place = wide / high
    return {
      index,
      width: Math.round(wide),
      height: Math.round(high),
      cut: 1 - Math.min(shape, place) / Math.max(shape, place),
    }
  }
  const clamped = Math.min(looks.most, Math.max(looks.least, first))
  if (sizes.length === 1) return { columns: [[cell(0, width, width / clamped)]], isRow: false, more: 0 }
  if (looks.several === 'row') {
    // All of a row are cut to the shape of the first; the second peeks out at the side.
    const wide = width * 0.82
    const columns = [0, 1].map((index) => [cell(index, wide, wide / clamped)])
    return { columns, isRow: true, more: sizes.length - 1 }
  }
  const half = (width - gap) / 2
  const high = width * 0.62
  const small = (high - gap) / 2
  const more = Math.max(0, sizes.length - mostInGrid)
  if (sizes.length === 2) return { columns: [[cell(0, half, high)], [cell(1, half, high)]], isRow: false, more }
  if (sizes.length === 3)
    return { columns: [[cell(0, half, high)], [cell(1, half, small), cell(2, half, small)]], isRow: false, more }
  return {
    columns: [
      [cell(0, half, small), cell(2, half, small)],
      [cell(1, half, small), cell(3, half, small)],
    ],
    isRow: false,
    more,
  }
}
