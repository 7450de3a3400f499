import { signal } from '@preact/signals'
import { levelsWarning } from '../../core/head-levels.ts'
import { type CurrentHead, createHeadStore } from '../engine/head-store.ts'
import { LevelChoice } from '../ui/level-choice.tsx'
import { FineTune } from './fine-tune.tsx'

const current = signal<CurrentHead | null>(null)
createHeadStore()
  .current()
  .then((head) => {
    current.value = head
  })

/** How readily is veiled: a level, or a threshold of the user's own. */
export function Sensitivity() {
  if (!current.value) return null
  const { name, warning, head } = current.value
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
