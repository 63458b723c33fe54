// The shapes of pictures: what a network takes, and what each picture is brought to.
import { describe, expect, it } from 'vitest'
import { framesFor, isShaped, nameOf, sizeIn } from '../../../src/core/media/shapes.ts'

const size = (width: number, height: number) => ({ width, height })
const narrow = { least: 0.8, most: 1.91 }

describe('a picture', () => {
  it.each([
    [1080, 1350, true],
    [1080, 1920, false],
    [1000, 1000, true],
    [1910, 1000, true],
    [2000, 1000, false],
    // A pixel is nothing.
    [1079, 1350, true],
    [0, 0, true],
  ])('of %i by %i is taken: %s', (width, height, taken) => {
    expect(isShaped(size(width, height), narrow)).toBe(taken)
    expect(framesFor([size(width, height)], narrow)[0] === undefined).toBe(taken)
  })

  it('is brought to the nearest shape that is taken', () => {
    expect(framesFor([size(1080, 1920), size(3000, 1000), size(4, 3)], narrow)).toEqual([0.8, 1.91, undefined])
  })

  it('has the shape of the first where a network wants one, which itself is brought into bounds', () => {
    const one = { ...narrow, isOne: true as const }
    expect(framesFor([size(1200, 800), size(1080, 1920), size(1500, 1000)], one)).toEqual([undefined, 1.5, undefined])
    expect(framesFor([size(1080, 1920), size(1200, 800)], one)).toEqual([0.8, 0.8])
    expect(framesFor([size(1080, 1350)], one)).toEqual([undefined])
  })

  it('stays as it is where no shape is refused', () => {
    expect(framesFor([size(10, 10_000)], undefined)).toEqual([undefined])
  })

  it('loses its edges or gets room beside it, and never anything else', () => {
    expect(sizeIn(size(1080, 1920), 0.8, 'crop')).toEqual(size(1080, 1350))
    expect(sizeIn(size(1080, 1920), 0.8, 'pad')).toEqual(size(1536, 1920))
    expect(sizeIn(size(4000, 1000), 2, 'crop')).toEqual(size(2000, 1000))
    expect(sizeIn(size(4000, 1000), 2, 'pad')).toEqual(size(4000, 2000))
    expect(sizeIn(size(1, 5_000), 0.8, 'crop')).toEqual(size(1, 1))
  })
})

describe('a shape is said as', () => {
  it.each([
    [0.8, '4:5'],
    [1.91, '1.91:1'],
    [1, '1:1'],
    [9 / 16, '9:16'],
    [0.1, '1:10'],
    [10, '10:1'],
    [4 / 3, '4:3'],
    [1.2, '1.2:1'],
  ])('%s %s', (shape, name) => {
    expect(nameOf(shape)).toBe(name)
  })
})
