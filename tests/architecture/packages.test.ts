// What is installed is what was looked at: exact versions, a checksum for each package, and no install script that nobody allowed.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Locked = { integrity?: string; resolved?: string; dev?: true; inBundle?: true }
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const wanted = read('package.json')
const locked = Object.entries<Locked>(read('package-lock.json').packages).filter(
  ([path, { dev, inBundle }]) => path !== '' && dev !== true && inBundle !== true,
)

it('every package we ask for has an exact version', () => {
  const versions = Object.values<string>({ ...wanted.dependencies, ...wanted.devDependencies })
  expect(versions.filter((one) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(one))).toEqual([])
})

it('every package that runs here has a checksum, and comes from nowhere but a registry', () => {
  const odd = locked.filter(([, one]) => !/^sha512-/.test(one.integrity ?? ''))
  expect(odd.map(([path]) => path)).toEqual([])
  const elsewhere = locked.filter(([, one]) => one.resolved?.startsWith('https://registry.') === false)
  expect(elsewhere.map(([path]) => path)).toEqual([])
})

it('only Node itself may run a script when it is installed', () => {
  const allowed = Object.entries(wanted.allowScripts).filter(([, isAllowed]) => isAllowed)
  expect(allowed).toEqual([['node', true]])
})
