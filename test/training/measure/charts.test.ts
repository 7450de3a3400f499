import { expect, test } from 'vitest'
import { reliabilityCharts } from '../../../src/training/measure/charts.ts'

test('reliability diagrams stand side by side, each under its title with a point for every bin', async () => {
  const bins = [
    { n: 40, predicted: 0.1, observed: 0.05 },
    { n: 20, predicted: 0.8, observed: 0.9 },
  ]
  const svg = await reliabilityCharts([
    { title: 'posts (n 60)', bins },
    { title: 'captions (n 40)', bins: bins.slice(0, 1) },
  ])
  expect(svg).toMatch(/^<svg[^>]*>/)
  expect(svg).toContain('posts (n 60)')
  expect(svg).toContain('captions (n 40)')
  expect(svg.match(/rows: \d+"/g)).toHaveLength(3)
})
