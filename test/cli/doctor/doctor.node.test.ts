import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { memeveil } from '../../fixtures/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-doctor-'))

const doctor = (...args: string[]) => memeveil(['doctor', '--cache', folder, ...args])

test('all is well with what is here', async () => {
  const { status, out } = await doctor('--json')
  const { ok, checks } = JSON.parse(out)
  expect([status, ok]).toEqual([0, true])
  expect(checks.map((check: { name: string }) => check.name)).toEqual([
    ...['memeveil', 'Node', 'onnxruntime', 'machine'],
    ...['model memeveil-mini', 'model reader', 'model symbol', 'model sexual', 'cache', 'self-test'],
  ])
  expect(checks[0].found).toBe(packageJson.version)
  expect(checks.at(-1).found).toMatch(/^the picture 0\.\d\d, harmless words 0\.\d\d$/)
})

test('a model with a changed file is told, and nothing else suffers', async () => {
  const model = join(folder, 'model')
  cpSync('public/models/memeveil-mini', model, { recursive: true })
  writeFileSync(join(model, 'tokenizer_config.json'), '{}')
  const { status, out } = await doctor('--model', model)
  expect(status).toBe(1)
  const wrong = out.split('\n').filter((line) => line.startsWith('WRONG'))
  expect(wrong).toEqual([expect.stringMatching(/^WRONG model .*tokenizer_config\.json is damaged/)])
  expect(out).toMatch(/^ok {4}self-test: /m)
})
