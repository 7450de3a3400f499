import type { Evaluation } from '../../training/measure/evaluation.ts'
import { rate } from '../../training/measure/intervals.ts'
import { decimal, figure, markdownTable } from '../markdown.ts'
import { REPORT, REPORT_MACRO_F1 } from './report-section.ts'
import type { HeadOnTest, Study } from './study.ts'

const MEASURES = ['AUROC', 'macro-F1', 'accuracy', 'recall, offensive', 'precision, offensive']

/** The heads on a data set's test rows, beside a constant answer and, on MultiOFF, the report's model. */
export function testTable({ name, heads }: Pick<Study, 'name' | 'heads'>): string {
  const { n, offensive, majority } = heads[0].test
  const reportRecall = rate(REPORT.tp, REPORT.tp + REPORT.fn)
  const others = [['always non-offensive', '—', decimal(majority.macroF1), decimal(majority.accuracy), '.000', '—']]
  if (name === 'multioff')
    others.push(["the report's model", '—', decimal(REPORT_MACRO_F1), '.604', figure(reportRecall), '.000'])
  const rows = heads.map(({ name, test }) => [name, ...measures(test)])
  return `n = ${n}, ${offensive} offensive.\n\n${markdownTable(['head', ...MEASURES], [...others, ...rows])}`
}

/** In the order of `MEASURES`. */
function measures({ auroc, macroF1, accuracy, recallOffensive, precisionOffensive }: Evaluation): string[] {
  return [auroc, macroF1, accuracy, recallOffensive, precisionOffensive].map(figure)
}

/** The report's four published figures beside ours. */
export function reportTermsTable(heads: HeadOnTest[]): string {
  const rows = heads.map(({ name, test }) => [
    name,
    ...[test.accuracy, test.precisionNonOffensive, test.recallNonOffensive, test.f1NonOffensive].map(figure),
  ])
  return markdownTable(
    ['head', 'accuracy', 'precision', 'recall', 'F1'],
    [["the report's model", '.604', '.608', '.989', '.753'], ...rows],
  )
}
