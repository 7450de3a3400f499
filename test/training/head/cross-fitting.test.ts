import { expect, test } from 'vitest'
import { crossFit } from '../../../src/training/head/cross-fitting.ts'

test("every row is judged once, in the folds' order, by what was trained on all other folds alone", () => {
  const folds = [[1, 2], [3], [4, 5]]
  const trained: number[][] = []
  const judged = crossFit(folds, (rows) => {
    trained.push(rows)
    return (row) => {
      expect(rows).not.toContain(row)
      return 10 * row + trained.length
    }
  })
  expect(trained).toEqual([
    [3, 4, 5],
    [1, 2, 4, 5],
    [1, 2, 3],
  ])
  expect(judged).toEqual([11, 21, 32, 43, 53])
})
