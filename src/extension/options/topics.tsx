import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { HATE_TOPICS, type Topic } from '../../core/model/topics.ts'
import { say } from '../../runtime/browser/say.ts'
import { hasTopic, withoutTopic, withStrength, withTopic } from '../ui/change-topics.ts'
import { change, settings } from '../ui/live-settings.ts'
import { StrengthSlider } from '../ui/strength-slider.tsx'
import { readTopicModel, topicModel } from '../ui/topic-model.ts'
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

function AddTopic() {
  const [id, problem] = [useId(), useSignal('')]
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        const input = e.currentTarget.elements.namedItem('phrase') as HTMLInputElement
        const added = withTopic(settings.value.topics, input.value)
        problem.value = 'problem' in added ? say.message(added.problem) : ''
        if ('problem' in added) return
        input.value = ''
        change(added)
      }}
    >
      <label for={id}>{say('topicAdd')}</label>
      <div class="actions">
        <input
          id={id}
          type="text"
          name="phrase"
          required
          autocomplete="off"
          placeholder="spiders"
          dir="auto"
          aria-invalid={problem.value !== ''}
          aria-describedby={`${id}-problem`}
        />
        <button type="submit">{say('add')}</button>
        <span class="bad" role="alert" id={`${id}-problem`}>
          {problem.value}
        </span>
      </div>
    </form>
  )
}

/** Nothing of it counts before it is chosen. */
function HateTopics() {
  const { topics } = settings.value
  const problem = useSignal('')
  function choose(phrase: string, on: boolean): void {
    const changed = on ? withTopic(topics, phrase) : { topics: withoutTopic(topics, phrase) }
    problem.value = 'problem' in changed ? say.message(changed.problem) : ''
    if ('topics' in changed) change(changed)
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
              onChange={(e) => choose(phrase, e.currentTarget.checked)}
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
  useWhenSeen(readTopicModel)
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
        <AddTopic />
      </div>
      <HateTopics />
    </Section>
  )
}
