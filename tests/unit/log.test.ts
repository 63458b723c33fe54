// What the log says of trouble: enough to find it, and no secret.
import { expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'

function said(error: unknown): string {
  let line = ''
  createLog('info', {
    write: (text) => {
      line = text
    },
  }).warn({ err: error }, 'trouble')
  return line
}

const address = 'postgres://leopost:hush-hush@db.example/leopost'

it('names an error, its code and its cause, without what is secret in them', () => {
  const line = said(
    new Error(`cannot reach ${address}`, { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
  )
  expect(line).toContain('cannot reach')
  expect(line).toContain('ECONNREFUSED')
  expect(line).not.toContain('hush-hush')
})

it('does the same for an object that only looks like an error, as the queue tells its trouble', () => {
  const line = said({ ...new Error('ignored'), message: `cannot reach ${address}`, queue: 'settle' })
  expect(line).toContain('cannot reach')
  expect(line).not.toContain('hush-hush')
})
