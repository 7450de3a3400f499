import type { DatasetReport } from '../training/data/dataset-report.ts'
import { TEXT_STEPS } from '../training/data/text-steps.ts'
import type { Spread } from '../training/head/cross-validation.ts'
import type { Run } from '../training/head/run.ts'
import { CALIBRATED_RUN, RunConfig, runTitle } from '../training/head/run-config.ts'
import type { CrossValidatedRun } from '../training/head/sweep.ts'
import type { Evaluation } from '../training/measure/evaluation.ts'
import { rate } from '../training/measure/intervals.ts'
import { f1, flipped, macroF1 } from '../training/measure/metrics.ts'
import { figure, markdownTable, share } from './markdown.ts'
import { lossTable, plusMinus, topTwo, wideTable } from './run-tables.ts'

export interface HeadOnTest {
  name: string
  test: Evaluation
}

export interface StepEffect {
  steps: string[]
  auroc: Spread
  /** Against no step, fold by fold. */
  gain: Spread
}

/** Everything that was found out about one data set. */
export interface Study {
  name: string
  title: string
  data: DatasetReport
  six: Run[]
  ranked: Run[]
  wide: CrossValidatedRun[]
  heads: HeadOnTest[]
  steps: StepEffect[]
}

/** The report's model on MultiOFF's test split: the only counts that give its four published figures. Positive is offensive. */
const REPORT = { tp: 0, fn: 58, fp: 1, tn: 90 }
const SHOWN = 8

/** docs/EXPERIMENT.md; `charts` is the folder of the drawings, relative to the page. */
export function experimentPage(studies: Study[], charts: string): string {
  return `${[HEADER, inShort(studies), reportSection(), ...studies.map((study) => section(study, charts)), settings()].join('\n\n')}\n`
}

const HEADER = `# The study, repeated

The report that MemeVeil grew from trained a linear head over frozen CLIP embeddings of MultiOFF, under six optimiser
settings for ten epochs each. This page repeats it over the towers that MemeVeil ships, on two data sets, and goes on
from there. It is written by one command, figures included:
\`\`\`
npm run experiment -- --data DATA
\`\`\`
\`DATA\` holds \`memes/data.csv\` with \`memes/images/\`, and MultiOFF's three files in \`multioff/\`; its pictures are used as
soon as there is a \`multioff/images/\`. Everything is seeded: the same data give the same page. Intervals are 95 %: Wilson's
for shares, a bootstrap over rows for all else. Test rows choose nothing here.`

/** The answer before its reasons. */
function inShort(studies: Study[]): string {
  const lines = studies.flatMap(({ title, heads }) => {
    const [six, , wide, own] = heads.map(({ test }) => {
      const { tp, fn } = test.confusion
      return `macro-F1 ${figure(test.macroF1)}, ${tp} of ${tp + fn} offensive caught`
    })
    return [
      `- **${title}**, test: the best of the six settings ${six}; the best of the wide sweep ${wide}; the extension's own head ${own}.`,
    ]
  })
  const everywhere = TEXT_STEPS.filter((step) =>
    studies.every(({ steps }) => steps.some((s) => s.steps.join() === step && gainInterval(s.gain).low > 0)),
  )
  return `## In short
- **The report's model on MultiOFF**, test: macro-F1 ${share(macroF1(REPORT))}, ${REPORT.tp} of ${REPORT.tp + REPORT.fn} offensive caught.
${lines.join('\n')}
- A text step would be done by default if it clearly helped on every data set. ${everywhere.length > 0 ? `These do: ${everywhere.join(', ')}.` : 'None does: the tower reads texts as they are.'}`
}

function gainInterval({ mean, sd, values }: Spread): { low: number; high: number } {
  const half = (1.96 * sd) / Math.sqrt(values.length)
  return { low: mean - half, high: mean + half }
}

function reportSection(): string {
  const { tp, fn, fp, tn } = REPORT
  const n = tp + fn + fp + tn
  const harmless = flipped(REPORT)
  const always = macroF1({ tp: 0, fn: 58, fp: 0, tn: 91 })
  const table = markdownTable(
    ['', 'flagged', 'not flagged'],
    [
      ['offensive', String(tp), String(fn)],
      ['non-offensive', String(fp), String(tn)],
    ],
  )
  return `## What the report's model really did
It published for MultiOFF's test split (n = ${n}) accuracy .6040, precision .6081, recall .9890 and F1 .7531. With
*non-offensive* as the positive class, one table of counts gives all four:

${table}

accuracy ${share((tp + tn) / n, 4)}, precision ${share(tn / (tn + fn), 4)}, recall ${share(tn / (tn + fp), 4)}, F1 ${share(f1(harmless), 4)}.
It caught ${tp} of ${tp + fn} offensive memes (recall ${figure(rate(tp, tp + fn))}); its macro-F1 is ${share(macroF1(REPORT))}. Always answering
"non-offensive" is right in ${share((fp + tn) / n, 3)} of all cases, more often than it, with a macro-F1 of ${share(always)}. Its server then applied the sigmoid to
a probability: values between .5 and .731, from which "Offensive" was never answered.`
}

function section(study: Study, charts: string): string {
  const { name, title, six, ranked, wide } = study
  const picture = (file: string, text: string) => `![${text}](${charts}/${name}-${file})`
  return `## ${title}
${labels(study.data)}

${picture('labels.svg', 'Labels by split')}

### The six settings
Mean binary cross-entropy by epoch:

${lossTable(six)}

${picture('losses.svg', 'Losses by epoch')}

${topTwo(ranked)}. Steps this small hardly leave the random start: after ten epochs the best loss is
${share(Math.min(...ranked.map((r) => r.epochs[r.epochs.length - 1].validation)), 4)}, and ln 2 = .6931 is what saying .5 to everything costs.

### Beyond the six
${wide.length} combinations of fusion, step size, weight decay, class weights, early stopping and neighbours, by five folds and two seeds
over the validation rows (the towers were made with the training rows, which would flatter them); the first ${SHOWN}:

${wideTable(wide.slice(0, SHOWN))}

### On the test rows
${testTable(study)}

${name === 'multioff' ? `In the report's own terms, with non-offensive as the positive class:\n\n${reportTerms(study)}\n\n` : ''}These rows chose nothing. The extension's own head is the one that ships: trained on many data sets, this one's training and
validation rows among them.

${picture('roc.svg', "ROC of the extension's head")} ${picture('reliability.svg', "Reliability of the extension's head")}

### Do the report's text steps help the tower?
One calibrated run (${runTitle(CALIBRATED_RUN)}), five folds and four seeds; the gain is against no step, on the same folds.

${stepsTable(study.steps)}`
}

function labels({ rows, labels, texts, images }: DatasetReport): string {
  const splits = [...new Set(labels.map((l) => l.split))]
  const at = (split: string, label: string) => labels.find((l) => l.split === split && l.label === label)?.n ?? 0
  const counts = splits.map(
    (split) => `${split} ${at(split, 'offensive')} of ${at(split, 'offensive') + at(split, 'non-offensive')}`,
  )
  const same =
    texts.groups > 0
      ? ` Rows with a text that others have too: ${texts.rows}, in groups: ${texts.groups}, across splits: ${texts.leaking}.`
      : ''
  const pictures = images
    ? ` Pictures missing: ${images.missing.length}, unreadable: ${images.unreadable.length}, there more than once: ${images.rows} rows, groups across splits: ${images.leaking}.`
    : ''
  return `${rows} rows; offensive: ${counts.join(', ')}.${same}${pictures}`
}

function testTable({ name, heads }: Study): string {
  const { n, offensive, majority } = heads[0].test
  const line = (head: string, e: Evaluation) => [
    head,
    figure(e.auroc),
    figure(e.macroF1),
    figure(e.accuracy),
    figure(e.recallOffensive),
    figure(e.precisionOffensive),
  ]
  const report = rate(REPORT.tp, REPORT.tp + REPORT.fn)
  return [
    `n = ${n}, ${offensive} offensive.\n`,
    markdownTable(
      ['head', 'AUROC', 'macro-F1', 'accuracy', 'recall, offensive', 'precision, offensive'],
      [
        ['always non-offensive', '—', share(majority.macroF1), share(majority.accuracy), '.000', '—'],
        ...(name === 'multioff'
          ? [["the report's model", '—', share(macroF1(REPORT)), '.604', figure(report), '.000']]
          : []),
        ...heads.map(({ name, test }) => line(name, test)),
      ],
    ),
  ].join('\n')
}

/** The report's four published figures beside ours. */
function reportTerms({ heads }: Study): string {
  const line = ({ name, test }: HeadOnTest) => [
    name,
    figure(test.accuracy),
    figure(test.precisionNonOffensive),
    figure(test.recallNonOffensive),
    figure(test.f1NonOffensive),
  ]
  return markdownTable(
    ['head', 'accuracy', 'precision', 'recall', 'F1'],
    [["the report's model", '.604', '.608', '.989', '.753'], ...heads.map(line)],
  )
}

function stepsTable(steps: StepEffect[]): string {
  return markdownTable(
    ['steps', 'AUROC, mean ± sd', 'gain (95 % interval)', 'helps?'],
    steps.map(({ steps, auroc, gain }) => {
      if (steps.length === 0) return ['none (the default)', plusMinus(auroc), '', '']
      const { low, high } = gainInterval(gain)
      const helps = low > 0 ? 'yes' : high < 0 ? 'no, it harms' : 'not clearly'
      return [
        steps.length > 1 ? 'all (--preprocessing report)' : steps[0],
        plusMinus(auroc),
        figure({ value: gain.mean, low, high, n: 0 }),
        helps,
      ]
    }),
  )
}

/** What `train --config` takes, from the schema itself. */
function settings(): string {
  const defaults = Object.entries(RunConfig.entries).map(([name, entry]) => [`\`${name}\``, String(entry.default)])
  return `## Settings of a run
\`memeveil train --config name=value,name=value\` changes any of these; the defaults are the report's. Without \`--config\`,
\`train\` does ${runTitle(CALIBRATED_RUN)}, calibrated, with the threshold of the best expected macro-F1.

${markdownTable(['setting', 'default'], defaults)}

\`threshold\` is a number, \`macroF1\`, \`precision:0.8\` or \`recall:0.9\`, met on the validation rows. \`patience\` ends a run after so many epochs
without a better validation AUROC. \`neighbours\` blends in the nearest training rows' labels by \`neighbourShare\`.`
}
