// A program for the tests of what is done apart: it does what its second argument says and never what it should.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { guard } from '../../src/core/media/apart/guard.ts'

guard()
const kept: Uint8Array[] = []
switch (process.argv[3]) {
  case 'loops':
    for (;;);
  case 'grows':
    for (;;) kept.push(new Uint8Array(5_000_000).fill(1))
  case 'talks':
    process.stdout.write('a'.repeat(100_000))
    break
  case 'writes':
    refused(() => writeFileSync('/tmp/leopost-was-here', 'x'))
    break
  case 'starts':
    refused(() => spawnSync('true'))
}

/** Ends with 9 where the right is not there, and quietly where it is. */
function refused(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_ACCESS_DENIED') process.exit(9)
    throw error
  }
}
