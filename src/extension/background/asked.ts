import { Lazy } from '../../core/lazy.ts'
import { ratedFor } from '../../core/model/ratings.ts'
import { isSamePhrase } from '../../core/model/topics.ts'
import { type Asked, topicModelName } from '../../core/topic-model.ts'
import type { HeadStore } from '../engine/head-store.ts'
import { loadSettings } from '../settings.ts'

/** What pictures are rated for, as settings and models are at the moment; `tried` are phrases beside the settings'. */
export function createAsked(heads: Pick<HeadStore, 'current' | 'onChange'>): (tried?: string[]) => Promise<Asked> {
  const name = new Lazy(async () => {
    const { topics } = await heads.current()
    return topics && topicModelName(topics.manifest)
  })
  heads.onChange(() => void name.release())
  return async (tried = []) => {
    const [settings, by] = await Promise.all([loadSettings(), name.get()])
    const { ratings, topics } = ratedFor(settings)
    if (by === null) return { ratings, topics: [], model: null }
    const beside = tried.filter((phrase) => !topics.some((topic) => isSamePhrase(topic, phrase)))
    return { ratings, topics: [...topics, ...beside], model: { by } }
  }
}
