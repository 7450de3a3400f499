import { expect, test } from 'vitest'
import { MOST_TOPICS, type Topic } from '../../../src/core/model/topics.ts'
import { hasTopic, withoutTopic, withStrength, withTopic } from '../../../src/extension/ui/change-topics.ts'

const SPIDERS: Topic = { phrase: 'spiders', strength: 3 }
const SNAKES: Topic = { phrase: 'snakes', strength: 1 }

test('a topic is added as it is tidied, at the end, as readily as is usual or wanted', () => {
  expect(withTopic([SPIDERS], ' snakes\u202e\n', 1)).toEqual({ topics: [SPIDERS, SNAKES] })
  expect(withTopic([], 'spiders')).toEqual({ topics: [SPIDERS] })
})

test.each<[string, Topic[], string, string]>([
  ['says nothing', [], '?!', 'topicWrong'],
  ['is there', [SPIDERS], 'SPIDERS', 'topicThere'],
  ['has no room', Array.from({ length: MOST_TOPICS }, (_, i) => ({ phrase: `${i}`, strength: 3 })), 'x', 'topicsFull'],
])('one that %s is not added, and it is told why', (_, topics, typed, key) => {
  expect(withTopic(topics, typed)).toEqual({ problem: [key, expect.anything()] })
})

test('a topic is found, changed and removed in whatever letters it is written', () => {
  const topics = [SPIDERS, SNAKES]
  expect([hasTopic(topics, 'Snakes'), hasTopic(topics, 'rats')]).toEqual([true, false])
  expect(withStrength(topics, 'SNAKES', 5)).toEqual([SPIDERS, { ...SNAKES, strength: 5 }])
  expect(withoutTopic(topics, 'Spiders')).toEqual([SNAKES])
})
