import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sigmoid } from '../../../src/core/model/calibration.ts'
import { createClassifier, parseHead } from '../../../src/core/model/head.ts'
import { READING_VERSION } from '../../../src/core/reading/reading.ts'
import type { EmbeddedRow } from '../../../src/training/data/embed-rows.ts'
import { crossValidate, foldsOf, spread } from '../../../src/training/head/cross-validation.ts'
import { trainRun } from '../../../src/training/head/run.ts'
import { parseRunConfig, REPORT_RUNS, readSettings, runTitle, wideRuns } from '../../../src/training/head/run-config.ts'
import { crossValidatedSweep, openCrossValidations } from '../../../src/training/head/sweep.ts'
import { chooseThreshold, parseThresholdRule, THRESHOLDS } from '../../../src/training/head/thresholds.ts'
import { auroc, confusion, macroF1 } from '../../../src/training/measure/metrics.ts'
import { seeded } from '../../../src/training/measure/random.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const manifest = tinyManifest(4)
const tower = { manifest, textSteps: [] }
const random = seeded(4)

function unit(): Float32Array {
  const vector = Float32Array.from({ length: 4 }, () => random() - 0.5)
  return vector.map((x) => x / Math.hypot(...vector))
}
function rows(n: number, rule: (image: Float32Array, words: Float32Array) => boolean): EmbeddedRow[] {
  return Array.from({ length: n }, (_, i) => {
    const [imageEmbedding, textEmbedding] = [unit(), unit()]
    return {
      imageName: '',
      sentence: '',
      text: `text ${i}`,
      offensive: rule(imageEmbedding, textEmbedding),
      dataset: 'made',
      split: '',
      group: '',
      where: `row ${i}`,
      imageEmbedding,
      textEmbedding,
    }
  })
}
const byWords = (_: Float32Array, words: Float32Array) => words[0] > 0.2
/** Offensive only in both together: no single modality tells. */
const byBoth = (image: Float32Array, words: Float32Array) => image[1] * words[1] > 0
const quick = { optimizer: 'adamw', learningRate: 0.05, epochs: 60, start: 'zero' }
const train = rows(300, byWords)
const validation = rows(120, byWords)
const measured = (config: object, [a, b]: EmbeddedRow[][] = [train, validation]) => {
  const { head } = trainRun(parseRunConfig({ ...quick, ...config }), a, b, tower)
  const classify = createClassifier(head)
  return { head, p: b.map((r) => classify(r.imageEmbedding, r.textEmbedding)), y: b.map((r) => r.offensive) }
}

test("the report's six are the report's", () => {
  expect(REPORT_RUNS.map(runTitle)).toEqual([
    'Adam 5e-6 b16',
    'Adam 1e-5 b16',
    'AdamW 1e-5 b16 wd0.01',
    'SGD 1e-5 m0.9 b16',
    'Adam 5e-6 b8',
    'Adam 5e-6 b32',
  ])
  expect(REPORT_RUNS.every((c) => c.epochs === 10 && c.fusion === 'concat' && c.threshold === '0.5')).toBe(true)
  expect(new Set(wideRuns().map(runTitle)).size).toBe(wideRuns().length)
})

test('a run learns, tells its losses by epoch, and leaves a head that can be loaded again', () => {
  const { epochs, head } = trainRun(parseRunConfig(quick), train, validation, tower)
  expect(epochs).toHaveLength(60)
  expect(epochs[59].train).toBeLessThan(epochs[0].train)
  expect(epochs[59].auroc).toBeGreaterThan(0.95)
  expect(parseHead(JSON.parse(JSON.stringify(head)), manifest, 'head.json')).toEqual(head)
  expect(head.reading).toBe(READING_VERSION)
  expect(head).toMatchObject({
    trainedOn: { made: 300 },
    validation: { made: { n: 120 } },
    configuration: { optimizer: 'adamw' },
  })
})

test('align learns what is in both together, concat cannot', () => {
  const both = [rows(400, byBoth), rows(200, byBoth)]
  const area = (fusion: string) => {
    const { p, y } = measured({ fusion }, both)
    return auroc(p, y)
  }
  expect(area('align')).toBeGreaterThan(0.8)
  expect(area('concat')).toBeLessThan(0.65)
})

test('early stopping keeps the best epoch', () => {
  const { epochs, head } = trainRun(
    parseRunConfig({ ...quick, learningRate: 2, epochs: 100, patience: 3 }),
    train,
    validation,
    tower,
  )
  const areas = epochs.map((e) => e.auroc)
  expect(epochs.length).toBeLessThan(100)
  const classify = createClassifier(head)
  const kept = auroc(
    validation.map((r) => classify(r.imageEmbedding, r.textEmbedding)),
    validation.map((r) => r.offensive),
  )
  expect(kept).toBeCloseTo(Math.max(...areas), 3)
  expect(areas.indexOf(Math.max(...areas))).toBe(areas.length - 4)
})

test('class weights catch more of the rarer class', () => {
  const rare = (n: number) => rows(n, (_, words) => words[0] > 0.6)
  const sets = [rare(300), rare(200)]
  const caught = (classWeights: string) => {
    const { p, y } = measured({ classWeights, epochs: 8, learningRate: 0.01 }, sets)
    return confusion(p, y, 0.5).tp
  }
  expect(caught('balanced')).toBeGreaterThan(caught('none'))
})

test('neighbours go into the head and change what it says', () => {
  const { head, p } = measured({ neighbours: 5 })
  expect(head.knn?.offensive).toHaveLength(300)
  expect(p).not.toEqual(measured({}).p)
})

describe('thresholds', () => {
  const { head, p, y } = measured({})
  const at = (t: number) => {
    const { tp, fp, fn } = confusion(p, y, t)
    return { precision: tp / (tp + fp), recall: tp / (tp + fn) }
  }

  test('a wanted precision takes the lowest threshold that has it', () => {
    const { threshold, reached } = chooseThreshold(p, y, { precision: 0.9 })
    expect(reached).toBe(true)
    expect(at(threshold).precision).toBeGreaterThanOrEqual(0.9)
    expect(p.filter((t) => t < threshold).every((t) => at(t).precision < 0.9)).toBe(true)
  })

  test('a wanted recall takes the highest threshold that has it', () => {
    const { threshold } = chooseThreshold(p, y, { recall: 0.8 })
    expect(at(threshold).recall).toBeGreaterThanOrEqual(0.8)
    expect(p.filter((t) => t > threshold).every((t) => at(t).recall < 0.8)).toBe(true)
  })

  test('the macro-F1 of new rows is better than at the threshold with the best count of a few rows', () => {
    const random = seeded(3)
    const draw = (n: number) => {
      const p = Array.from({ length: n }, () => random())
      return { p, y: p.map((x) => random() < sigmoid(1.2 * Math.log(x / (1 - x)) - 0.4)) }
    }
    const quality = ({ p, y }: ReturnType<typeof draw>, t: number) => macroF1(confusion(p, y, t))
    const fresh = draw(2000)
    const gains = Array.from({ length: 60 }, () => {
      const few = draw(60)
      const counted = THRESHOLDS.reduce((best, t) => (quality(few, t) > quality(few, best) ? t : best))
      return quality(fresh, chooseThreshold(few.p, few.y, 'macroF1').threshold) - quality(fresh, counted)
    })
    expect(spread(gains).mean).toBeGreaterThan(0.005)
  })

  test('a precision that is out of reach is told, and the best is taken', () => {
    expect(chooseThreshold([0.9, 0.2], [false, true], { precision: 0.9 })).toEqual({ threshold: 0.2, reached: false })
  })

  test('every rule is read, and anything else is an error', () => {
    expect(['0.3', 'macroF1', 'precision:0.8', 'recall:.9'].map(parseThresholdRule)).toEqual([
      0.3,
      'macroF1',
      { precision: 0.8 },
      { recall: 0.9 },
    ])
    for (const wrong of ['best', '1.5', 'recall:2', '', 'precision'])
      expect(() => parseThresholdRule(wrong)).toThrow(/is no threshold/)
  })

  test('a head says what to expect at nineteen thresholds', () => {
    expect(head.operatingPoints.map((o) => o.threshold)).toEqual(
      Array.from({ length: 19 }, (_, i) => Number(((i + 1) / 20).toFixed(2))),
    )
    expect(head.operatingPoints[0].recall).toBeGreaterThanOrEqual(head.operatingPoints[18].recall)
  })
})

test.each([
  ['learningRate=fast', /setting "learningRate"/],
  ['speed=3', /speed/],
  ['batch=0', /setting "batch"/],
  ['threshold=best', /is no threshold/],
  ['epochs', /"epochs" is no setting/],
])('the settings %s are an error that names them', (text, message) => {
  expect(() => parseRunConfig(readSettings(text))).toThrow(message)
  expect(() => parseRunConfig(readSettings(text))).toThrow(expect.objectContaining({ kind: 'setting' }))
})

test('settings are read from a line', () => {
  expect(
    parseRunConfig(readSettings('optimizer=sgd, learningRate=1e-3, momentum=.9, calibrate=true, threshold=recall:0.9')),
  ).toMatchObject({
    optimizer: 'sgd',
    learningRate: 0.001,
    momentum: 0.9,
    calibrate: true,
    threshold: 'recall:0.9',
    batch: 16,
  })
})

test('folds hold every row once, both classes in each, the same text never in two', () => {
  const twice = [...train, ...train.slice(0, 40).map((r) => ({ ...r }))]
  const folds = foldsOf(twice, 5, 1)
  expect(folds.flat().length).toBe(340)
  for (const fold of folds) {
    expect(fold.some((r) => r.offensive) && fold.some((r) => !r.offensive)).toBe(true)
    const others = new Set(folds.filter((f) => f !== fold).flatMap((f) => f.map((r) => r.text)))
    expect(fold.some((r) => others.has(r.text))).toBe(false)
  }
})

test('fewer rows of a class than folds are refused before any configuration is measured', async () => {
  const few = [...train.filter((r) => !r.offensive), ...train.filter((r) => r.offensive).slice(0, 4)]
  const dealt = { dealt: few, always: [] }
  const folds = (n: number) =>
    crossValidate(parseRunConfig({ ...quick, epochs: 1 }), dealt, tower, { folds: n, seeds: 2 })
  const refused = { kind: 'usage', message: 'too few offensive rows for 5 folds: give fewer folds, or more rows' }
  expect(() => folds(5)).toThrow(expect.objectContaining(refused))
  expect(folds(4).auroc.mean).toBeGreaterThan(0)
  const kept = openCrossValidations(mkdtempSync(join(tmpdir(), 'memeveil-folds-')))
  const progress = { start: () => expect.fail('it was begun'), tick: () => {}, stop: () => {} }
  await expect(crossValidatedSweep(wideRuns(), dealt, tower, { folds: 5, seeds: 1 }, kept, progress)).rejects.toThrow(
    'too few offensive rows',
  )
})
