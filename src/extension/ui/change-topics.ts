import {
  isSamePhrase,
  MOST_PHRASE,
  MOST_TOPICS,
  type Topic,
  tidyPhrase,
  USUAL_STRENGTH,
} from '../../core/model/topics.ts'
import type { Message } from '../../core/say.ts'

/** The topics with one more at their end, or why it can't be. */
export function withTopic(
  topics: Topic[],
  typed: string,
  strength = USUAL_STRENGTH,
): { topics: Topic[] } | { problem: Message } {
  const phrase = tidyPhrase(typed)
  if (phrase === null) return { problem: ['topicWrong', { most: MOST_PHRASE }] }
  if (hasTopic(topics, phrase)) return { problem: ['topicThere', { phrase }] }
  if (topics.length >= MOST_TOPICS) return { problem: ['topicsFull', { most: MOST_TOPICS }] }
  return { topics: [...topics, { phrase, strength }] }
}

export function withoutTopic(topics: Topic[], phrase: string): Topic[] {
  return topics.filter((topic) => !isSamePhrase(topic.phrase, phrase))
}

export function hasTopic(topics: Topic[], phrase: string): boolean {
  return topics.some((topic) => isSamePhrase(topic.phrase, phrase))
}

/** The topics, one of them as readily as `strength` says. */
export function withStrength(topics: Topic[], phrase: string, strength: Topic['strength']): Topic[] {
  return topics.map((topic) => (isSamePhrase(topic.phrase, phrase) ? { ...topic, strength } : topic))
}
