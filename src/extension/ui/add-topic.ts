import type { Strength } from '../../core/model/topics.ts'
import { say } from '../../runtime/browser/say.ts'
import { withTopic } from './change-topics.ts'
import { change, settings } from './live-settings.ts'

/** Adds a topic to those that are stored by then; what is to be said where it can't be, else ''. */
export function addTopic(typed: string, strength?: Strength): string {
  const added = withTopic(settings.value.topics, typed, strength)
  if ('problem' in added) return say.message(added.problem)
  void change(({ topics }) => {
    const now = withTopic(topics, typed, strength)
    return 'topics' in now ? now : {}
  })
  return ''
}
