// The shapes of pictures, width by height: what a network takes of them, and what each is brought to. Pure.

type Size = { width: number; height: number }

/** The shapes that a network takes. `isOne`: several pictures of a post have the shape of the first. */
export type Shapes = { least: number; most: number; isOne?: true }

/** Sizes are whole numbers: a picture of 4 to 5 may be a little off. */
const spare = 0.01

/** Whether a network takes a picture of this size. */
export function isShaped(size: Size, { least, most }: Shapes): boolean {
  const shape = shapeOf(size)
  return shape >= least * (1 - spare) && shape <= most * (1 + spare)
}

/** The shape that each of these pictures has to be brought to, in their order; undefined for what may stay as it is. */
export function framesFor(sizes: readonly Size[], shapes: Shapes | undefined): (number | undefined)[] {
  if (shapes === undefined) return sizes.map(() => undefined)
  const within = (size: Size) => Math.min(shapes.most, Math.max(shapes.least, shapeOf(size)))
  const [first] = sizes
  const one = shapes.isOne && sizes.length > 1 && first !== undefined ? within(first) : undefined
  return sizes.map((size) => {
    if (one === undefined) return isShaped(size, shapes) ? undefined : within(size)
    return Math.abs(shapeOf(size) / one - 1) <= spare ? undefined : one
  })
}

/** The size of a picture in another shape: its edges cut off, or with room added beside it. */
export function sizeIn({ width, height }: Size, shape: number, how: 'crop' | 'pad'): Size {
  const isWide = width / height > shape
  return isWide === (how === 'crop')
    ? { width: Math.max(1, Math.round(height * shape)), height }
    : { width, height: Math.max(1, Math.round(width / shape)) }
}

const spoken = ['1:1', '4:5', '5:4', '3:4', '4:3', '2:3', '3:2', '9:16', '16:9', '1:2', '2:1']

/** A shape as people say it: 4:5, 1.91:1. */
export function nameOf(shape: number): string {
  const name = spoken.find((one) => {
    const [width = 1, height = 1] = one.split(':').map(Number)
    return Math.abs(width / height / shape - 1) <= spare / 2
  })
  return name ?? (shape < 1 ? `1:${rounded(1 / shape)}` : `${rounded(shape)}:1`)
}

function rounded(side: number): string {
  return String(Number(side.toFixed(2)))
}

function shapeOf({ width, height }: Size): number {
  return height === 0 ? 1 : width / height
}
