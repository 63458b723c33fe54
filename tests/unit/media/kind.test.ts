// What a file is by its content.
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { endingOf, kindOf, mediaTypes } from '../../../src/core/media/kind.ts'

const text = (words: string) => Buffer.from(words, 'latin1')
const box = (brand: string, ...more: string[]) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + 4 * more.length]),
    text(`ftyp${brand}\0\0\0\0${more.join('')}`),
    text('mdat'),
  ])

describe('the kind of a file', () => {
  it.each([
    ['a film', box('isom', 'iso2', 'avc1'), 'video/mp4'],
    ['a film of an unknown brand that names a known one', box('XAVC', 'mp42'), 'video/mp4'],
    ['a film from a telephone', box('qt  '), 'video/quicktime'],
    ['an old film', box('3gp4', 'isom'), 'video/3gpp'],
    ['a voice memo', box('M4A ', 'isom'), 'audio/mp4'],
    ['an iPhone picture', box('heic', 'mif1'), 'image/heic'],
    ['a HEIC picture of a generic brand', box('mif1', 'mif1', 'heic'), 'image/heic'],
    ['an AVIF picture of a generic brand', box('mif1', 'avif'), 'image/avif'],
    [
      'a web film',
      Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 1, 0, 0]), text('B\x82\x84webm')]),
      'video/webm',
    ],
    ['a voice note', text('OggS\0\x02'), 'audio/ogg'],
    ['a song with a title', text('ID3\x04'), 'audio/mpeg'],
    ['a song without one', Buffer.from([0xff, 0xfb, 0x90]), 'audio/mpeg'],
    ['a raw AAC sound', Buffer.from([0xff, 0xf1, 0x50]), 'audio/aac'],
    ['an old voice note', text('#!AMR\n'), 'audio/amr'],
    ['a sound of Windows', text('RIFF\x24\0\0\0WAVE'), 'audio/wav'],
    ['a lossless song', text('fLaC'), 'audio/flac'],
    ['a document', text('%PDF-1.7'), 'application/pdf'],
  ])('%s is known', (_, bytes, type) => {
    expect(kindOf(bytes)).toBe(type)
  })

  it.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)('a %s written by a library is known', async (format) => {
    const bytes = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .toFormat(format)
      .toBuffer()
    expect(kindOf(bytes)).toBe(`image/${format}`)
    expect(kindOf(new Uint8Array(bytes))).toBe(`image/${format}`)
  })

  it.each([
    ['nothing', text('')],
    ['one byte', text('\xff')],
    ['words', text('hello')],
    ['a program for Windows', text('MZ\x90\0')],
    ['a program for Linux', text('\x7fELF\x02')],
    ['a script', text('#!/bin/sh\n')],
    ['a web page', text('<!doctype html><script>')],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an SVG with a declaration', text('<?xml version="1.0"?><svg/>')],
    ['an archive', text('PK\x03\x04')],
    ['a film that is no web film', Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), text('matroska')])],
    ['a film of the nineties', text('RIFF\0\0\0\0AVI ')],
    ['a container of something else', box('jp2 ')],
    ['a container cut off', text('\0\0\0\x20ftyp')],
  ])('%s is none', (_, bytes) => {
    expect(kindOf(bytes)).toBeUndefined()
  })

  it('has a file ending for every type', () => {
    for (const type of mediaTypes) expect(endingOf(type)).toMatch(/^[a-z0-9]{3,4}$/)
    expect(new Set(mediaTypes.map(endingOf)).size).toBe(mediaTypes.length)
  })
})
