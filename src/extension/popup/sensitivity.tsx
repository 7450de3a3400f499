import { levelsWarning } from '../../core/head-levels.ts'
import { say } from '../../runtime/browser/say.ts'
import { currentHead, readCurrentHead } from '../ui/current-head.ts'
import { HeadWarning } from '../ui/head-warning.tsx'
import { LevelChoice } from '../ui/level-choice.tsx'
import { FineTune } from './fine-tune.tsx'

void readCurrentHead()

/** How readily is veiled: a level, or a threshold of the user's own. */
export function Sensitivity() {
  if (!currentHead.value) return null
  const { name, head } = currentHead.value
  const noLevels = levelsWarning(say, head)
  return (
    <section>
      <LevelChoice levels={head.levels} />
      {noLevels && <div class="quiet">{say('told', { what: name, why: { said: noLevels } })}</div>}
      {head.operatingPoints.length > 0 && <FineTune head={head} />}
      <HeadWarning />
    </section>
  )
}
