import { LEVELS, type Level } from '../../core/model/levels.ts'
import { say } from '../../runtime/browser/say.ts'
import { type Levels, levelEffect, levelSource, wordlessEffect } from './level-words.ts'
import { change, settings } from './live-settings.ts'
import { LEVEL_NAMES } from './names.ts'

interface LevelsProps {
  /** Absent where the head has none. */
  levels: Levels | undefined
}

function LevelOption({ level, levels }: LevelsProps & { level: Level }) {
  const { level: chosen, threshold } = settings.value
  const [name, effect] = [`level-${level}`, `level-${level}-effect`]
  return (
    <label class="level">
      <input
        type="radio"
        name="level"
        value={level}
        checked={threshold === null && chosen === level}
        aria-labelledby={name}
        aria-describedby={levels && effect}
        onChange={() => change({ level, threshold: null })}
      />
      <span>
        <b id={name}>{LEVEL_NAMES[level]}</b>
        {levels && (
          <span class="quiet" id={effect}>
            {levelEffect(say, levels[level])}
          </span>
        )}
      </span>
    </label>
  )
}

/** The levels with what each does, one to be chosen; none is while a threshold of the user's own counts. */
export function LevelChoice({ levels }: LevelsProps) {
  const { level, threshold } = settings.value
  const current = levels?.[level]
  return (
    <fieldset>
      <legend>{say('levelChoice')}</legend>
      {LEVELS.map((level) => (
        <LevelOption key={level} level={level} levels={levels} />
      ))}
      {current && (
        <div class="quiet">
          {levelSource(say, current)} {threshold === null && wordlessEffect(say, current)}
        </div>
      )}
    </fieldset>
  )
}
