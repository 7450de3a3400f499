import type { Row } from '../../training/data/dataset.ts'
import { TEXT_STEPS } from '../../training/data/text-steps.ts'
import { crossValidate, foldRows, type MeasureOn, type Spread, spread } from '../../training/head/cross-validation.ts'
import { CALIBRATED_RUN } from '../../training/head/run-config.ts'
import type { Embedder } from '../embedding.ts'

/** What some text steps, done before the towers, do to a head. */
export interface TextStepEffect {
  steps: string[]
  /** Over all folds and seeds. */
  auroc: Spread
  /** Of the AUROC against no step, fold by fold. */
  gain: Spread
}

const PLAN = { folds: 5, seeds: 4 }

/** What no step, each text step, and all of them do to the cross-validated AUROC of one fixed configuration. */
export async function textStepEffects(
  known: Row[],
  images: string | undefined,
  measureOn: MeasureOn,
  embedder: Embedder,
): Promise<TextStepEffect[]> {
  const areas: { steps: string[]; auroc: Spread }[] = []
  for (const steps of [[], ...TEXT_STEPS.map((step) => [step]), [...TEXT_STEPS]]) {
    const embedded = await embedder.embed(known, steps, images)
    const source = { manifest: embedder.towers.manifest, textSteps: steps }
    const { auroc } = crossValidate(CALIBRATED_RUN, foldRows(embedded, measureOn), source, PLAN)
    areas.push({ steps, auroc })
  }
  const [none] = areas
  return areas.map(({ steps, auroc }) => ({
    steps,
    auroc,
    gain: spread(auroc.values.map((x, i) => x - none.auroc.values[i])),
  }))
}
