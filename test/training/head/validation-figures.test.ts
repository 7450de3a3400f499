import { expect, test } from 'vitest'
import { validationByDataset } from '../../../src/training/head/validation-figures.ts'
import { embeddedRow } from '../embedded-row.ts'

test('figures stand by data set, to four decimal places; an AUROC needs both labels', () => {
  const rows = [
    embeddedRow({ dataset: 'memes', offensive: true }),
    embeddedRow({ dataset: 'captions' }),
    embeddedRow({ dataset: 'memes' }),
    embeddedRow({ dataset: 'memes' }),
  ]
  const found = validationByDataset(rows, [0.9, 0.61, 0.5, 0.123456], 0.5)
  expect(found.memes).toEqual({
    n: 3,
    auroc: 1,
    macroF1: 0.6667,
    flagged: 0.6667,
    expectedCalibrationError: 0.2412,
    reliability: [
      { n: 1, predicted: 0.1235, observed: 0 },
      { n: 1, predicted: 0.5, observed: 0 },
      { n: 1, predicted: 0.9, observed: 1 },
    ],
  })
  expect(found.captions).toMatchObject({ n: 1, auroc: null, flagged: 1 })
  expect(Object.keys(found)).toEqual(['memes', 'captions'])
})
