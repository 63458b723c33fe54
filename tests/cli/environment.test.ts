// What is written about the environment is what is read from it.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

it('.env.example lists every variable that is read, once and commented out', async () => {
  const config = await readFile(new URL('../../src/config.ts', import.meta.url), 'utf8')
  const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8')
  const read = [...config.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name)
  const listed = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name)
  expect(read.length).toBeGreaterThan(10)
  expect(listed.toSorted()).toEqual(read.toSorted())
  expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
})
