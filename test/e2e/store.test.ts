import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { run } from '../fixtures/command.ts'

const SIZES = {
  '1-feed': [1280, 800],
  '2-why': [1280, 800],
  '3-popup': [1280, 800],
  '4-levels': [1280, 800],
  '5-private': [1280, 800],
  tile: [440, 280],
}

test('one command leaves the texts, five screenshots and the tile, in the sizes that the stores want', async () => {
  const { status, err } = await run(process.execPath, ['--import', 'tsx', 'demo/store/main.ts', 'en'])
  expect(status, err).toBe(0)
  for (const [name, size] of Object.entries(SIZES)) {
    const { width, height } = await sharp(`out/store/en/${name}.png`).metadata()
    expect([width, height], name).toEqual(size)
    // something is on it: sentence, screenshot and ground have many colours
    const { entropy } = await sharp(`out/store/en/${name}.png`).stats()
    expect(entropy, name).toBeGreaterThan(3)
  }
  const { summary } = JSON.parse(readFileSync('store/en.json', 'utf8'))
  expect(readFileSync('out/store/en/summary.txt', 'utf8')).toBe(`${summary}\n`)
})
