import type { TopLevelSpec } from 'vega-lite'
import { type Bin, type CurvePoint, curve, reliability } from './metrics.ts'

const SIZE = { width: 360, height: 240 }
const CONFIG = { background: 'white', font: 'system-ui, sans-serif', view: { stroke: null } }

/** Draws a vega-lite chart as SVG. Loaded when first drawn: it is most of a command's starting time. */
async function draw(spec: object): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import('vega-lite'), import('vega')])
  const { spec: drawn } = compile({ ...SIZE, config: CONFIG, ...spec } as TopLevelSpec)
  return `${await new View(parse(drawn), { renderer: 'none' }).toSVG()}\n`
}

const quantity = (field: string, title: string, more = {}) => ({ field, type: 'quantitative', title, ...more })
const unitQuantity = (field: string, title: string) => quantity(field, title, { scale: { domain: [0, 1] } })

/** Bars of both labels, split by split. */
export function labelChart(counts: { split: string; label: string; n: number }[]): Promise<string> {
  return draw({
    data: { values: counts },
    mark: 'bar',
    encoding: {
      x: { field: 'split', type: 'nominal', title: 'split', sort: null, axis: { labelAngle: 0 } },
      xOffset: { field: 'label', sort: null },
      y: quantity('n', 'rows'),
      color: {
        field: 'label',
        type: 'nominal',
        title: null,
        sort: null,
        scale: { range: ['#b3261e', '#3d4fc4', '#999999'] },
      },
    },
  })
}

/** Training and validation loss by epoch, a colour a run; validation dashed. */
export function lossChart(runs: { title: string; epochs: { train: number; validation: number }[] }[]): Promise<string> {
  const values = runs.flatMap(({ title, epochs }) =>
    epochs.flatMap((epoch, i) =>
      (['train', 'validation'] as const).map((rows) => ({ run: title, rows, epoch: i + 1, loss: epoch[rows] })),
    ),
  )
  return draw({
    data: { values },
    mark: 'line',
    encoding: {
      x: quantity('epoch', 'epoch', { axis: { tickMinStep: 1 } }),
      y: quantity('loss', 'binary cross-entropy', { scale: { zero: false } }),
      color: { field: 'run', type: 'nominal', title: 'run', sort: null, legend: { labelLimit: 320 } },
      strokeDash: { field: 'rows', type: 'nominal', title: 'rows' },
    },
  })
}

const diagonal = {
  data: {
    values: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  },
  mark: { type: 'line', strokeDash: [4, 4], color: '#999999' },
  encoding: { x: quantity('x', ''), y: quantity('y', '') },
}

const LINE = { type: 'line', interpolate: 'linear', color: '#3d4fc4' }

/** Mean probability against the share of offensive rows, bin by bin; the size of a point is its number of rows. */
function reliabilityLayers(bins: Bin[]): object[] {
  const x = unitQuantity('predicted', 'mean probability')
  const y = unitQuantity('observed', 'share offensive')
  return [
    diagonal,
    { data: { values: bins }, mark: LINE, encoding: { x, y } },
    {
      data: { values: bins },
      mark: { type: 'point', filled: true, color: LINE.color, opacity: 1 },
      encoding: { x, y, size: quantity('n', 'rows') },
    },
  ]
}

/** Reliability diagrams side by side, one a data set. */
export function reliabilityCharts(sets: { title: string; bins: Bin[] }[]): Promise<string> {
  const views = sets.map(({ title, bins }) => ({ title, width: 200, height: 200, layer: reliabilityLayers(bins) }))
  return draw({
    width: undefined,
    height: undefined,
    concat: views,
    columns: 4,
    resolve: { scale: { size: 'shared' } },
  })
}

function rocSpec(points: CurvePoint[]): object {
  const x = unitQuantity('falsePositiveRate', 'false positive rate')
  const y = unitQuantity('recall', 'recall')
  const values = [{ falsePositiveRate: 0, recall: 0 }, ...points]
  return { layer: [diagonal, { data: { values }, mark: LINE, encoding: { x, y, order: { field: 'recall' } } }] }
}

function precisionRecallSpec(points: CurvePoint[]): object {
  const x = unitQuantity('recall', 'recall')
  const y = unitQuantity('precision', 'precision')
  return {
    data: { values: points },
    mark: { ...LINE, interpolate: 'step-before' },
    encoding: { x, y, order: { field: 'recall' } },
  }
}

/** ROC, precision-recall and reliability curves of probabilities, as SVG by file name. */
export async function evaluationCharts(probabilities: number[], labels: boolean[]): Promise<Record<string, string>> {
  const points = curve(probabilities, labels)
  return {
    'roc.svg': await draw(rocSpec(points)),
    'precision-recall.svg': await draw(precisionRecallSpec(points)),
    'reliability.svg': await draw({ layer: reliabilityLayers(reliability(probabilities, labels)) }),
  }
}
