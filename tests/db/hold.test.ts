// A name is held by one process at a time, and is free again when that one is gone.
import { expect, it } from 'vitest'
import { createHolder } from '../../src/db/hold.ts'
import { createDatabase } from '../support/database.ts'

it('holds a name for one, until it is gone; other names are free', async () => {
  const database = await createDatabase('hold')
  const [first, second] = [createHolder(database.appUrl), createHolder(database.appUrl)]
  expect([await first.hold('telegram/1'), await second.hold('telegram/1')]).toEqual([true, false])
  expect([await first.hold('telegram/1'), await second.hold('telegram/2')]).toEqual([true, true])
  await first.close()
  expect(await second.hold('telegram/1')).toBe(true)
  await second.close()
  await database.drop()
})
