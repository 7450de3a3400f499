import { TEXT_STEPS } from '../../training/data/text-steps.ts'
import { decimal, figure } from '../markdown.ts'
import { REPORT, REPORT_MACRO_F1, reportSection } from './report-section.ts'
import { settingsSection } from './settings-section.ts'
import type { Study } from './study.ts'
import { studySection } from './study-section.ts'
import { gainInterval } from './text-step-table.ts'

const HEADER = `# The study, repeated

The report that MemeVeil grew from trained a linear head over frozen CLIP embeddings of MultiOFF, under six optimiser
settings for ten epochs each. This page repeats it over the towers that MemeVeil ships, on two data sets, and goes on
from there. It is written by one command, figures included:
\`\`\`
npm run experiment -- --data DATA
\`\`\`
\`DATA\` holds \`memes/data.csv\` with \`memes/images/\`, and MultiOFF's three files in \`multioff/\`; \
its pictures are used as
soon as there is a \`multioff/images/\`. Everything is seeded: the same data give the same page. \
Intervals are 95 %: Wilson's
for shares, a bootstrap over rows for all else. Test rows choose nothing here.`

/** docs/EXPERIMENT.md; `charts` is the folder of the drawings, relative to the page. */
export function experimentPage(studies: Study[], charts: string): string {
  const sections = studies.map((study) => studySection(study, charts))
  return `${[HEADER, inShort(studies), reportSection(), ...sections, settingsSection()].join('\n\n')}\n`
}

/** The answer before its reasons. */
function inShort(studies: Study[]): string {
  const caught = `${REPORT.tp} of ${REPORT.tp + REPORT.fn} offensive caught`
  return [
    '## In short',
    `- **The report's model on MultiOFF**, test: macro-F1 ${decimal(REPORT_MACRO_F1)}, ${caught}.`,
    ...studies.map(headsInShort),
    `- A text step would be done by default if it clearly helped on every data set. ${helpfulSteps(studies)}`,
  ].join('\n')
}

function headsInShort({ title, heads }: Study): string {
  const [six, , wide, own] = heads.map(({ test }) => {
    const { tp, fn } = test.confusion
    return `macro-F1 ${figure(test.macroF1)}, ${tp} of ${tp + fn} offensive caught`
  })
  const results = [
    `the best of the six settings ${six}`,
    `the best of the wide sweep ${wide}`,
    `the extension's own head ${own}`,
  ]
  return `- **${title}**, test: ${results.join('; ')}.`
}

function helpfulSteps(studies: Study[]): string {
  const everywhere = TEXT_STEPS.filter((step) =>
    studies.every(({ steps }) => steps.some((s) => s.steps.join() === step && gainInterval(s.gain).low > 0)),
  )
  return everywhere.length > 0 ? `These do: ${everywhere.join(', ')}.` : 'None does: the tower reads texts as they are.'
}
