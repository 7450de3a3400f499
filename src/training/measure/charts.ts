import type { TopLevelSpec } from 'vega-lite'
import { type Bin, curve, reliability } from './metrics.ts'

const SIZE = { width: 360, height: 240 }
const CONFIG = { background: 'white', font: 'system-ui, sans-serif', view: { stroke: null } }

/** Draws a vega-lite chart as SVG. Loaded when first drawn: it is most of a command's starting time. */
async function draw(spec: object): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import('vega-lite'), import('vega')])
  const { spec: drawn } = compile({ ...SIZE, config: CONFIG, ...spec } as TopLevelSpec)
  return `${await new View(parse(drawn), { renderer: 'none' }).toSVG()}\n`
}

const number = (field: string, title: string, more = {}) => ({ field, type: 'quantitative', title, ...more })
const unit = (field: string, title: string) => number(field, title, { scale: { domain: [0, 1] } })

/** Bars of both labels, split by split. */
export function labelChart(counts: { split: string; label: string; n: number }[]): Promise<string> {
  return draw({
    data: { values: counts },
    mark: 'bar',
    encoding: {
      x: { field: 'split', type: 'nominal', title: 'split', sort: null, axis: { labelAngle: 0 } },
      xOffset: { field: 'label', sort: null },
      y: number('n', 'rows'),
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
      x: number('epoch', 'epoch', { axis: { tickMinStep: 1 } }),
      y: number('loss', 'binary cross-entropy', { scale: { zero: false } }),
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
  encoding: { x: number('x', ''), y: number('y', '') },
}

const LINE = { type: 'line', interpolate: 'linear', color: '#3d4fc4' }

/** Mean probability against the share of offensive rows, bin by bin; the size of a point is its number of rows. */
function reliabilityLayers(bins: Bin[]): object[] {
  const x = unit('predicted', 'mean probability')
  const y = unit('observed', 'share offensive')
  return [
    diagonal,
    { data: { values: bins }, mark: LINE, encoding: { x, y } },
    {
      data: { values: bins },
      mark: { type: 'point', filled: true, color: LINE.color, opacity: 1 },
      encoding: { x, y, size: number('n', 'rows') },
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

/** ROC, precision-recall and reliability curves of probabilities, by file name. */
export async function evaluationCharts(probabilities: number[], labels: boolean[]): Promise<Record<string, string>> {
  const points = curve(probabilities, labels)
  const bins = reliability(probabilities, labels)
  return {
    'roc.svg': await draw({
      layer: [
        diagonal,
        {
          data: { values: [{ falsePositiveRate: 0, recall: 0 }, ...points] },
          mark: LINE,
          encoding: {
            x: unit('falsePositiveRate', 'false positive rate'),
            y: unit('recall', 'recall'),
            order: { field: 'recall' },
          },
        },
      ],
    }),
    'precision-recall.svg': await draw({
      data: { values: points },
      mark: { ...LINE, interpolate: 'step-before' },
      encoding: { x: unit('recall', 'recall'), y: unit('precision', 'precision'), order: { field: 'recall' } },
    }),
    'reliability.svg': await draw({ layer: reliabilityLayers(bins) }),
  }
}
