import { pack, unpack } from './corrections/fed.ts'
import type { Verdict } from './decide.ts'
import type { Lazy } from './lazy.ts'
import type { ModelManifest } from './model/manifest.ts'
import { isRated, type RatedFor, scoreOf } from './model/ratings.ts'
import { highestScores, MOST_TOPICS, type Seen, type TopicScore } from './model/topics.ts'
import type { Towers } from './model/towers.ts'
import { createZeroShot } from './model/zero-shot.ts'
import type { Pixels } from './picture/pixels.ts'
import type { Proceed } from './proceed.ts'

/** Says how well phrases fit pictures. */
export interface TopicModel {
  by: string
  /** Awaits `proceed` before each frame. */
  see(frames: Pixels[], proceed: Proceed): Promise<Seen>
  /** In the order of the phrases, each with the frame that it fits best. */
  score(seen: Seen, phrases: readonly string[]): Promise<TopicScore[]>
  close(): Promise<void>
}

/** What tells apart what models, and ways to look, make of a picture. */
export function topicModelName({ id, version, image }: Pick<ModelManifest, 'id' | 'version' | 'image'>): string {
  return `${id}@${version} ${image.resize}`
}

/** By nothing but what the towers learned of captions; closes them. */
export function createTopicModel(towers: Towers): TopicModel {
  const by = topicModelName(towers.manifest)
  const zeroShot = createZeroShot(towers)
  return {
    by,
    async see(frames, proceed) {
      const embeddings: Float32Array[] = []
      for (const pixels of frames) {
        await proceed()
        embeddings.push(await towers.embedImage(pixels))
      }
      return { by, frames: embeddings.map(pack) }
    },
    async score({ frames }, phrases) {
      if (frames.length === 0) return phrases.map((phrase) => ({ phrase, probability: 0 }))
      const all: TopicScore[][] = []
      for (const frame of frames) {
        const shares = await zeroShot.each(unpack(frame), [...phrases])
        all.push(phrases.map((phrase, i) => ({ phrase, probability: shares[i] })))
      }
      return highestScores(all)
    },
    close: () => towers.close(),
  }
}

/** What was found of phrases in a picture. */
interface Looked {
  seen: Seen
  scores: TopicScore[]
}

/** Null where nothing is looked for, or nobody can tell. */
export async function lookThrough(
  model: Pick<Lazy<TopicModel | null>, 'get'>,
  frames: Pixels[],
  phrases: readonly string[],
  proceed: Proceed,
): Promise<Looked | null> {
  if (phrases.length === 0) return null
  await proceed()
  const loaded = await model.get()
  if (!loaded) return null
  const seen = await loaded.see(frames, proceed)
  return { seen, scores: await loaded.score(seen, phrases) }
}

/** The verdict with what was found and, where it is to be kept, what that came from. */
export function withLooked<V extends Pick<Verdict, 'ratings' | 'seen'>>(
  verdict: V,
  looked: Looked | null,
  keeps: boolean | undefined,
): V {
  if (!looked) return verdict
  const { seen, scores } = looked
  return { ...verdict, ratings: { ...verdict.ratings, topics: scores }, ...(keeps && { seen }) }
}

/** Scores that are kept of a picture: all that may be asked, and as many that were tried. */
const MOST_KEPT = 2 * MOST_TOPICS

/** What a verdict is to be rated for. */
export interface Asked extends RatedFor {
  /** The model that says how well topics fit; null where none is installed. */
  model: {
    by: string
    /** Null where it turns out that it can't be run; missing where it isn't at hand. */
    score?(...asked: Parameters<TopicModel['score']>): Promise<TopicScore[] | null>
  } | null
}

/**
 * The verdict with what is asked for, itself where it has all; undefined where that has to be judged: what the model
 * made of the picture wasn't kept, or is another model's, or nobody is here to score it.
 */
export async function withTopics(verdict: Verdict, { model, ratings, topics }: Asked): Promise<Verdict | undefined> {
  if (!isRated(verdict.ratings, { ratings, topics: [] })) return undefined
  const { seen } = verdict
  const isOwn = seen !== undefined && seen.by === model?.by
  const known = isOwn ? verdict.ratings : { ...verdict.ratings, topics: [] }
  if (isRated(known, { ratings, topics })) return isOwn || !seen ? verdict : { ...verdict, ratings: known }
  if (!isOwn || !model.score) return undefined
  const missing = topics.filter((phrase) => !scoreOf(known, phrase))
  const scores = (await model.score(seen, missing)) ?? []
  const wanted = topics.flatMap((phrase) => scoreOf(known, phrase) ?? [])
  const others = known.topics.filter((score) => !wanted.includes(score))
  return { ...verdict, ratings: { ...known, topics: [...others, ...wanted, ...scores].slice(-MOST_KEPT) } }
}
