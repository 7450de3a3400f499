import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { processFrom, usageOfTree } from '../../../src/backlog/queue/process-tree.ts'

const stat = (name: string) =>
  `17 (${name}) S 4 17 17 0 -1 4194560 5868 161675 2 53 100 50 350 25 20 0 11 0 88 52 985 18`
const status = 'Name:\tnode\nVmHWM:\t    9000 kB\nVmRSS:\t    4040 kB\nThreads:\t11\n'

test.each(['node', 'a) S 1 (b', ''])('reads memory, time and parent of a process that is called "%s"', (name) =>
  expect(processFrom(stat(name), status)).toEqual({ parent: 4, usage: { memory: 4040 * 1024, seconds: 5.25 } }),
)

test('a process of the kernel has no memory', () =>
  expect(processFrom(stat('kthreadd'), 'Name:\tkthreadd\n').usage.memory).toBe(0))

test.runIf(existsSync('/proc/self/stat'))('counts what its processes use, also once they have ended', async () => {
  const before = await usageOfTree(process.pid)
  const busy = [
    'const kept = Buffer.alloc(2e8, 1)',
    'for (const end = Date.now() + 1000; Date.now() < end; ) kept.at(0)',
    'console.log("done")',
    'setTimeout(() => {}, 1e6)',
  ].join('; ')
  const child = spawn(process.execPath, ['-e', busy])
  await once(child.stdout, 'data')
  const during = await usageOfTree(process.pid)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const after = await usageOfTree(process.pid)
  if (!before || !during || !after) throw new Error('there is a /proc')
  expect(during.memory - before.memory).toBeGreaterThan(1.5e8)
  expect(during.seconds - before.seconds).toBeGreaterThan(0.2)
  expect(after.seconds).toBeGreaterThanOrEqual(during.seconds)
})

test('there is none of a process that is not there', async () => expect(await usageOfTree(2 ** 30)).toBeUndefined())
