import { CALIBRATED_RUN, RunConfig, runTitle } from '../../training/head/run-config.ts'
import { markdownTable } from '../markdown.ts'

/** What `train --config` takes, from the schema itself. */
export function settingsSection(): string {
  const defaults = Object.entries(RunConfig.entries).map(([name, entry]) => [`\`${name}\``, String(entry.default)])
  return `## Settings of a run
\`memeveil train --config name=value,name=value\` changes any of these; the defaults are the report's. \
Without \`--config\`,
\`train\` does ${runTitle(CALIBRATED_RUN)}, calibrated, with the threshold of the best expected macro-F1.

${markdownTable(['setting', 'default'], defaults)}

\`threshold\` is a number, \`macroF1\`, \`precision:0.8\` or \`recall:0.9\`, met on the validation rows. \
\`patience\` ends a run after so many epochs
without a better validation AUROC. \`neighbours\` blends in the nearest training rows' labels by \`neighbourShare\`.`
}
