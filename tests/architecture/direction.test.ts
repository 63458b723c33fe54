// The house keeps its shape: direction of imports, no cycles, one door for the irreversible, the environment read in one place.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'
import { platformIds } from '../../src/db/words.ts'

const root = join(import.meta.dirname, '../..')
const rules = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))

/** Every source file of the product with its text. */
function sources(folder = 'src'): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sources(path)
    return path.endsWith('.ts') ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : []
  })
}

/** The files in which a pattern occurs. */
function filesWith(pattern: RegExp): string[] {
  return sources().flatMap(({ path, text }) => (pattern.test(text) ? [path] : []))
}

describe('the architecture', () => {
  it('has no import against its direction and no cycle', async () => {
    const ruleSet = { forbidden: rules.forbidden }
    const options = { ...rules.options, ruleSet, validate: true, baseDir: root }
    const { output } = await cruise([join(root, 'src')], options)
    const summary = typeof output === 'string' ? JSON.parse(output).summary : output.summary
    expect(summary.totalCruised).toBeGreaterThan(200)
    expect(
      summary.violations.map(
        (one: { rule: { name: string }; from: string; to: string }) => `${one.rule.name}: ${one.from} -> ${one.to}`,
      ),
    ).toEqual([])
  }, 120_000)

  it('calls publish, edit and remove of a platform from one file', () => {
    expect(filesWith(/platform\??\.publish\(/)).toEqual(['src/core/publishing/publisher.ts'])
    expect(filesWith(/platform\??\.edit\(/)).toEqual(['src/core/publishing/publisher.ts'])
    expect(filesWith(/platform\??\.remove\(/)).toEqual(['src/core/publishing/publisher.ts'])
  })

  it('reads the environment in one file', () => {
    expect(filesWith(/process\.env/)).toEqual(['src/config.ts'])
  })

  it('branches on no network outside its folder', () => {
    const named = new RegExp(`platform(\\.id)? === '(${platformIds.join('|')})'`)
    expect(filesWith(named)).toEqual([])
  })
})
