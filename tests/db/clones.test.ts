// The databases that other tests stand on.
import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

describe('a test database', () => {
  it('is a clone of its own, reachable by the owner and by the login', async () => {
    const [one, two] = await Promise.all([createDatabase('One & only'), createDatabase()])
    const owner = postgres(one.ownerUrl, { max: 1 })
    await owner`create table kept (id int)`
    await owner.end()
    const login = postgres(two.appUrl, { max: 1 })
    const [row] = await login`select current_user as who, to_regclass('kept') as found`
    await login.end()
    expect(row).toEqual({ who: 'leopost_login', found: null })
    await Promise.all([one.drop(), two.drop()])
  })
})
