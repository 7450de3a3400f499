import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { pictures } from '../e2e/site.ts'
import { succeed } from '../fixtures/command.ts'

/** A CLIP of random weights: of these pictures it takes the first one alone for swords. */
const folder = mkdtempSync(join(tmpdir(), 'memeveil-topics-'))
const clip = join(folder, 'clip')
const [cat, sea] = ['cat.jpg', 'sea.jpg'].map((name) => join(folder, name))
const env = { ...process.env, MEMEVEIL_MODELS: join(folder, 'models') }
const memeveil = async (...args: string[]) => (await succeed(args, { env })).out

beforeAll(async () => {
  cpSync('test/fixtures/tiny-clip', clip, { recursive: true })
  await memeveil('model', 'add', clip, '--precision', 'q8')
  writeFileSync(cat, await pictures.harmless)
  writeFileSync(sea, await pictures.other)
})

test('predict tells which topics a picture shows, here and in other processes', async () => {
  const asked = ['--text', 'words', '--topic', 'swords', '--topic', 'spiders', '--topics-by', clip]
  const lines = (await memeveil('predict', cat, sea, ...asked)).trim().split('\n')
  expect(lines[0]).toMatch(/^\S+cat\.jpg: Non-offensive \(.* %\) "words" shows: swords \(9\d%\)$/)
  expect(lines[1]).toMatch(/^\S+sea\.jpg: Non-offensive \(.* %\) "words"$/)
  const told = JSON.parse(await memeveil('predict', cat, ...asked, '--topic-strength', '1', '--json', '--explain'))
  expect(told).toMatchObject({ shows: [], ratings: { topics: [{ phrase: 'swords' }, { phrase: 'spiders' }] } })
  expect(told).not.toHaveProperty('seen')
  expect(told.explanation.reasons).toContainEqual(expect.stringMatching(/^Looked for: swords 9\d%, spiders \d+%\.$/))
})

test('what can’t be asked is told', async () => {
  await expect(memeveil('predict', cat, '--topic', 'swords')).rejects.toThrow(
    /--topic needs a model.*memeveil model get/,
  )
  await expect(memeveil('predict', cat, '--topic', '…')).rejects.toThrow(/A few words are needed/)
  await expect(memeveil('predict', cat, '--topics-by', clip)).rejects.toThrow(/go with --topic/)
  await expect(memeveil('predict', '--csv', 'a.csv', '--out', 'b.csv', '--topic', 'swords')).rejects.toThrow(
    /not for --csv/,
  )
})
