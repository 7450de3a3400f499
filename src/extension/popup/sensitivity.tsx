import { levelsWarning } from '../../core/head-levels.ts'
import { currentHead, readCurrentHead } from '../ui/current-head.ts'
import { LevelChoice } from '../ui/level-choice.tsx'
import { FineTune } from './fine-tune.tsx'

void readCurrentHead()

/** How readily is veiled: a level, or a threshold of the user's own. */
export function Sensitivity() {
  if (!currentHead.value) return null
  const { name, warning, head } = currentHead.value
  const noLevels = levelsWarning(head)
  return (
    <section>
      <LevelChoice levels={head.levels} />
      {noLevels && (
        <div class="quiet">
          {name}: {noLevels}.
        </div>
      )}
      {head.operatingPoints.length > 0 && <FineTune head={head} />}
      {warning && (
        <div class="bad" role="status">
          {name}: {warning}.
        </div>
      )}
    </section>
  )
}
