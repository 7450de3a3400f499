import { type DatasetReport, labelCount } from '../../training/data/dataset-report.ts'
import { lastValidationLoss } from '../../training/head/run.ts'
import { CALIBRATED_RUN, runTitle } from '../../training/head/run-config.ts'
import { decimal } from '../markdown.ts'
import { lossTable, topTwo, wideTable } from '../run-tables.ts'
import type { Study } from './study.ts'
import { reportTermsTable, testTable } from './test-tables.ts'
import { textStepTable } from './text-step-table.ts'

/** Combinations of the wide sweep that are shown. */
const SHOWN = 8

/** All about one data set; `charts` is the folder of the drawings, relative to the page. */
export function studySection(study: Study, charts: string): string {
  const { name, title, data } = study
  const drawing = (file: string, text: string) => `![${text}](${charts}/${name}-${file})`
  return `## ${title}
${dataText(data)}

${drawing('labels.svg', 'Labels by split')}

${sixText(study, drawing('losses.svg', 'Losses by epoch'))}

${wideText(study)}

${testText(study)}

${drawing('roc.svg', "ROC of the extension's head")} \
${drawing('reliability.svg', "Reliability of the extension's head")}

### Do the report's text steps help the tower?
One calibrated run (${runTitle(CALIBRATED_RUN)}), five folds and four seeds; the gain is against no step, \
on the same folds.

${textStepTable(study.steps)}`
}

function dataText({ rows, labels, texts, images }: DatasetReport): string {
  const counts = [...new Set(labels.map((l) => l.split))].map((split) => {
    const offensive = labelCount(labels, split, 'offensive')
    return `${split} ${offensive} of ${offensive + labelCount(labels, split, 'non-offensive')}`
  })
  const sentences = [`${rows} rows; offensive: ${counts.join(', ')}.`]
  if (texts.groups > 0)
    sentences.push(
      `Rows with a text that others have too: ${texts.rows}, ` +
        `in groups: ${texts.groups}, across splits: ${texts.leaking}.`,
    )
  if (images)
    sentences.push(
      `Pictures missing: ${images.missing.length}, unreadable: ${images.unreadable.length}, ` +
        `there more than once: ${images.rows} rows, groups across splits: ${images.leaking}.`,
    )
  return sentences.join(' ')
}

function sixText({ six, ranked }: Study, losses: string): string {
  return `### The six settings
Mean binary cross-entropy by epoch:

${lossTable(six)}

${losses}

${topTwo(ranked)}. Steps this small hardly leave the random start: after ten epochs the best loss is
${decimal(lastValidationLoss(ranked[0]), 4)}, and ln 2 = .6931 is what saying .5 to everything costs.`
}

function wideText({ wide }: Study): string {
  return `### Beyond the six
${wide.length} combinations of fusion, step size, weight decay, class weights, early stopping and neighbours, \
by five folds and two seeds
over the validation rows (the towers were made with the training rows, which would flatter them); the first ${SHOWN}:

${wideTable(wide.slice(0, SHOWN))}`
}

function testText(study: Study): string {
  const reportTerms = `In the report's own terms, with non-offensive as the positive class:

${reportTermsTable(study.heads)}

`
  return `### On the test rows
${testTable(study)}

${study.name === 'multioff' ? reportTerms : ''}These rows chose nothing. \
The extension's own head is the one that ships: trained on many data sets, this one's training and
validation rows among them.`
}
