import { signal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import { scoreOf } from '../../core/model/ratings.ts'
import {
  MOST_PHRASE,
  type Strength,
  showsTopic,
  type TopicScore,
  tidyPhrase,
  USUAL_STRENGTH,
} from '../../core/model/topics.ts'
import { say } from '../../runtime/browser/say.ts'
import { send, sendToTab } from '../protocol.ts'
import { addTopic } from '../ui/add-topic.ts'
import { readCurrentHead, topicModel } from '../ui/current-head.ts'
import { StrengthSlider } from '../ui/strength-slider.tsx'
import { pictures } from './pictures.ts'
import { previews, wantPreview } from './previews.ts'
import { page } from './state.ts'

/** The last ones of a page. */
const MOST = 20

/** A picture that a phrase is tried on. */
interface TriedOn {
  /** Of the page; the one that is checked by hand has none. */
  address: string | null
  /** Undefined until it is known, null where it can't be told. */
  score: TopicScore | null | undefined
}

interface Trial {
  phrase: string
  /** The one that was checked by hand then. */
  picture: string | null
  /** Its own, by which answers find it. */
  asked: Question[]
  on: TriedOn[]
}

const trial = signal<Trial | null>(null)
const strength = signal<Strength>(USUAL_STRENGTH)
const problem = signal('')

async function scoreByHand(picture: string, phrase: string): Promise<TopicScore | null> {
  const result = await send('popup-to-background: check-by-hand', { picture, topic: phrase })
  const ratings = result.state === 'judged' ? result.verdict.ratings : result.ratings
  return (ratings && scoreOf(ratings, phrase)) ?? null
}

interface Question {
  address: string | null
  ask(phrase: string): Promise<TopicScore | null>
}

/** What there is to try on: the picture that is checked by hand, and what the page shows. */
function questions(picture: string | null): Question[] {
  const tab = page.value?.tab
  const byHand = picture === null ? [] : [{ address: null, ask: (phrase: string) => scoreByHand(picture, phrase) }]
  if (tab === undefined) return byHand
  const onPage = (pictures.value ?? []).slice(-MOST).map(({ id, frame, address }) => ({
    address,
    ask: (phrase: string) => sendToTab(tab, 'popup-to-content: try-topic', { id, phrase }, frame),
  }))
  return [...byHand, ...onPage]
}

/** Shows each score as it comes. */
function tryOn(typed: string, picture: string | null): void {
  const phrase = tidyPhrase(typed)
  const asked = phrase === null ? [] : questions(picture)
  problem.value = phrase === null ? say('topicWrong', { most: MOST_PHRASE }) : ''
  if (phrase !== null && asked.length === 0) problem.value = say('topicTryNone')
  trial.value = null
  if (phrase === null || asked.length === 0) return
  trial.value = { phrase, picture, asked, on: asked.map(({ address }) => ({ address, score: undefined })) }
  for (const [i, { ask }] of asked.entries()) {
    const told = (score: TopicScore | null) => {
      const now = trial.value
      if (now?.asked !== asked) return
      trial.value = { ...now, on: now.on.map((one, j) => (i === j ? { ...one, score } : one)) }
    }
    ask(phrase).then(told, () => told(null))
  }
}

const isVeiled = ({ score }: TriedOn) => showsTopic({ strength: strength.value }, score?.probability ?? null)

function scoreWords({ score }: TriedOn): string {
  if (score === undefined) return say('checking')
  if (score === null) return say('topicUnscored')
  if (score.probability === null) return say('topicSeesNothing')
  return say('rated_topic', { percent: { percent: score.probability }, phrase: score.phrase })
}

/** Told by words as well as by colour. */
function Outcome(one: TriedOn) {
  if (one.score?.probability == null) return null
  return <b class={isVeiled(one) ? 'bad' : 'good'}>{say(isVeiled(one) ? 'topicVeiled' : 'topicShown')}</b>
}

/** Of a page's picture no more than fits below it. */
function OnPage(one: TriedOn & { address: string }) {
  const { address, score } = one
  const preview = previews.value.get(address)
  useEffect(() => {
    if (page.value) void wantPreview(address, page.value)
  })
  return (
    <li data-score={score?.probability ?? ''} data-veiled={isVeiled(one)}>
      {preview ? <img src={preview} alt="" /> : <span class="blank" />}
      {score?.probability == null ? scoreWords(one) : say.value({ percent: score.probability })}
      <Outcome {...one} />
    </li>
  )
}

interface ScoresProps extends Trial {
  /** What is checked by hand by now, which may be another one than was tried. */
  above: string | null
}

function Scores({ phrase, picture, on, above }: ScoresProps) {
  const byHand = on.filter(({ address }) => address === null && picture === above)
  const onPage = on.filter((one): one is TriedOn & { address: string } => one.address !== null)
  const veil = () => {
    problem.value = addTopic(phrase, strength.value)
  }
  return (
    <div data-trial={phrase}>
      <StrengthSlider
        label={say('topicStrength', { phrase })}
        strength={strength.value}
        onStrength={(chosen) => {
          strength.value = chosen
        }}
      />
      {byHand.length > 0 && (
        <>
          <h2>{say('topicTryWhere')}</h2>
          <p data-by-hand={byHand[0].score?.probability ?? ''}>
            {scoreWords(byHand[0])} <Outcome {...byHand[0]} />
          </p>
        </>
      )}
      {onPage.length > 0 && (
        <>
          <h2>{say('topicTryPage')}</h2>
          <div class="quiet">
            {say('topicVeiledOf', { count: onPage.filter(isVeiled).length, total: onPage.length })}
          </div>
          <ul class="tried">
            {onPage.map((one, i) => (
              <OnPage key={i} {...one} />
            ))}
          </ul>
        </>
      )}
      <div class="actions">
        <button type="button" name="veil-topic" onClick={veil}>
          {say('topicVeil')}
        </button>
      </div>
    </div>
  )
}

/** A phrase is tried before it counts: on the picture that is checked by hand, and on what the page shows. */
export function TryTopic({ picture }: { picture: string | null }) {
  const id = useId()
  useEffect(() => void readCurrentHead(), [])
  if (topicModel.value === undefined) return null
  return (
    <details class="topic">
      <summary>{say('topicTry')}</summary>
      {topicModel.value === null ? (
        <p class="quiet">{say('topicsNeed')}</p>
      ) : (
        <form
          class="address"
          onSubmit={(e) => {
            e.preventDefault()
            const input = e.currentTarget.elements.namedItem('topic') as HTMLInputElement
            tryOn(input.value, picture)
          }}
        >
          <label for={id}>{say('topicAdd')}</label>
          <input id={id} type="text" name="topic" required autocomplete="off" placeholder="spiders" dir="auto" />
          <button type="submit" name="try">
            {say('topicTryOne')}
          </button>
        </form>
      )}
      <span class="bad" role="alert">
        {problem.value}
      </span>
      <div aria-live="polite">{trial.value && <Scores {...trial.value} above={picture} />}</div>
    </details>
  )
}
