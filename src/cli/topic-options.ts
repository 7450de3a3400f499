import { type Command, InvalidArgumentError, Option } from 'commander'
import { installedModels } from '../core/install/installed.ts'
import {
  distinct,
  MOST_PHRASE,
  MOST_TOPICS,
  STRENGTHS,
  type Strength,
  type Topic,
  tidyPhrase,
  USUAL_STRENGTH,
} from '../core/model/topics.ts'
import { createModelStore } from '../runtime/node/model-store.ts'
import type { TopicFiles } from '../server/judge-pipeline.ts'
import { modelFolder } from './embedding.ts'
import { integerOption } from './number-option.ts'
import { UsageError } from './usage-error.ts'

export interface TopicOptions {
  topic?: string[]
  topicStrength?: Strength
  topicsBy?: string
  model?: string
  beside?: string
}

const STRENGTH = 'how readily a picture counts as one that shows it, from 1, all but certain, to 5 (default: 3)'
const BY = 'the installed model, or the folder of one, that knows (default: --model, --beside, or the first installed)'

function collect(typed: string, before: string[] = []): string[] {
  const phrase = tidyPhrase(typed)
  if (phrase === null) throw new InvalidArgumentError(`A few words are needed, at most ${MOST_PHRASE} characters.`)
  if (before.length === MOST_TOPICS) throw new InvalidArgumentError(`There may be ${MOST_TOPICS} topics at most.`)
  return [...before, phrase]
}

/** What pictures are looked through for, in words of one's own. */
export function addTopicOptions(command: Command): Command {
  const strength = integerOption(STRENGTHS[0], STRENGTHS.length)
  return command
    .addOption(
      new Option('--topic <phrase>', 'tell, too, whether pictures show this; again for more').argParser(collect),
    )
    .addOption(new Option('--topic-strength <1-5>', STRENGTH).argParser(strength))
    .option('--topics-by <name>', BY)
}

/** Each with the one strength; none without --topic. Throws UsageError. */
export function topicsOf({ topic, topicStrength, topicsBy }: TopicOptions): Topic[] {
  if (topic === undefined) {
    if (topicStrength !== undefined || topicsBy !== undefined)
      throw new UsageError('--topic-strength and --topics-by go with --topic')
    return []
  }
  return distinct(topic.map((phrase) => ({ phrase, strength: topicStrength ?? USUAL_STRENGTH })))
}

/** What is asked, and of which model; undefined without topics. Throws UsageError where there is no model to ask. */
export async function topicFilesOf(options: TopicOptions): Promise<TopicFiles | undefined> {
  const topics = topicsOf(options)
  if (topics.length === 0) return undefined
  const [first] = await installedModels(createModelStore())
  const name = options.topicsBy ?? options.model ?? options.beside ?? first?.id
  if (name === undefined) {
    throw new UsageError(
      '--topic needs a model that knows what is in a picture: memeveil model get Xenova/clip-vit-base-patch32',
    )
  }
  return { model: modelFolder(name), phrases: topics.map(({ phrase }) => phrase) }
}
