import { useSignal } from '@preact/signals'
import { HATE_TOPICS, type Topic } from '../../core/model/topics.ts'
import { say } from '../../runtime/browser/say.ts'
import { addTopic } from '../ui/add-topic.ts'
import { hasTopic, withoutTopic, withStrength } from '../ui/change-topics.ts'
import { readCurrentHead, topicModel } from '../ui/current-head.ts'
import { change, settings } from '../ui/live-settings.ts'
import { StrengthSlider } from '../ui/strength-slider.tsx'
import { AddForm } from './add-form.tsx'
import { Section } from './section.tsx'
import { useWhenSeen } from './when-seen.ts'

/** Who is asked, or that nobody is. */
function AskedOf() {
  const model = topicModel.value
  if (model === undefined) return null
  if (model !== null) return <p class="quiet">{say('topicsBy', { model: `${model.id} ${model.version}` })}</p>
  return (
    <p class="bad" data-need>
      {say('topicsNeed')} <a href="#model">{say('topicsInstall')}</a>
    </p>
  )
}

function TopicRow({ phrase, strength }: Topic) {
  return (
    <li data-topic={phrase}>
      <span class="name">
        <bdi>{phrase}</bdi>
      </span>
      <StrengthSlider
        label={say('topicStrength', { phrase })}
        strength={strength}
        onStrength={(strength) => change(({ topics }) => ({ topics: withStrength(topics, phrase, strength) }))}
      />
      <button
        type="button"
        class="second"
        aria-label={say('topicRemove', { phrase })}
        onClick={() => change(({ topics }) => ({ topics: withoutTopic(topics, phrase) }))}
      >
        {say('remove')}
      </button>
    </li>
  )
}

/** Nothing of it counts before it is chosen. */
function HateTopics() {
  const { topics } = settings.value
  const problem = useSignal('')
  function choose(phrase: string, on: boolean): void {
    problem.value = on ? addTopic(phrase) : ''
    if (!on) change(({ topics }) => ({ topics: withoutTopic(topics, phrase) }))
  }
  return (
    <div class="row" data-row="topics-hate">
      <h3 id="topics-hate">{say('topicsHate')}</h3>
      <p class="quiet">{say('topicsHateHint')}</p>
      <fieldset class="choices" aria-labelledby="topics-hate">
        {HATE_TOPICS.map((phrase) => (
          <label key={phrase} class="option" lang="en" dir="ltr">
            <input
              type="checkbox"
              value={phrase}
              checked={hasTopic(topics, phrase)}
              onChange={({ currentTarget }) => {
                choose(phrase, currentTarget.checked)
                // what is refused twice draws nothing anew
                currentTarget.checked = hasTopic(settings.value.topics, phrase)
              }}
            />
            {phrase}
          </label>
        ))}
      </fieldset>
      <span class="bad" role="alert">
        {problem.value}
      </span>
    </div>
  )
}

/** What pictures are looked through for, in the user's own words. */
export function Topics() {
  useWhenSeen(readCurrentHead)
  const { topics } = settings.value
  return (
    <Section id="topics" title={say('topics')}>
      <div class="row" data-row="topics">
        <p>{say('topicsHint')}</p>
        <AskedOf />
        {topics.length === 0 ? (
          <p class="quiet">{say('topicsNone')}</p>
        ) : (
          <ul class="topics">
            {topics.map((topic) => (
              <TopicRow key={topic.phrase} {...topic} />
            ))}
          </ul>
        )}
        <AddForm
          name="phrase"
          label={say('topicAdd')}
          placeholder="spiders"
          autocomplete="off"
          dir="auto"
          add={addTopic}
        />
      </div>
      <HateTopics />
    </Section>
  )
}
