import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { laidOnPictures, measure } from '../../../src/core/corrections/cost.ts'
import { readValidationRows } from '../../../src/core/corrections/validation-rows.ts'
import { createClassifier } from '../../../src/core/model/head.ts'

const folder = 'public/models/memeveil-mini'
const manifest = JSON.parse(readFileSync(`${folder}/model.json`, 'utf8'))
const head = JSON.parse(readFileSync(`${folder}/head.json`, 'utf8'))
const bytes = readFileSync(`${folder}/validation.bin`)
const rows = readValidationRows(new Uint8Array(bytes), manifest, 'validation.bin')

test('the bundled rows are of the sets that are listed with their licences, and small', () => {
  const listed = JSON.parse(readFileSync('towers/validation-rows.json', 'utf8')) as { sets: Record<string, string> }
  expect([...new Set(rows.map(({ set }) => set))].sort()).toEqual(Object.keys(listed.sets).sort())
  expect(bytes.length).toBeLessThan(2_000_000)
  expect(rows.filter(({ image }) => image).every(({ set }) => set === 'memes')).toBe(true)
})

test('the bundled head ranks them, and flags few of the harmless ones', () => {
  const classify = createClassifier(head)
  const { auroc, flagged } = measure(head, ({ image, text }) => classify(image, text), laidOnPictures(rows))
  expect(auroc).toBeGreaterThan(0.75)
  expect(flagged).toBeLessThan(0.12)
})
