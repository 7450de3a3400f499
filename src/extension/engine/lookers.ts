import { DeviceError } from '../../core/device-error.ts'
import { Lazy } from '../../core/lazy.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { closingOnce, onceEach, type Towers } from '../../core/model/towers.ts'
import type { Beside } from '../../core/second/beside.ts'
import { createSecond, type Second } from '../../core/second/second.ts'
import { type Asked, createTopicModel, type TopicModel, topicModelName } from '../../core/topic-model.ts'
import type { CurrentHead, HeadStore } from './head-store.ts'

/** What looks at pictures beside the model that judges. */
export interface Lookers {
  /** Of which topics are asked; null where no model is installed that can tell, or it can't be run. */
  topics: Lazy<TopicModel | null>
  /** The same for a look at what was kept: its name is known before it is loaded. */
  scoring(): Promise<Asked['model']>
  /** The second model of a choice, and how it is heard; undefined where there is none. */
  second(head: Pick<CurrentHead, 'second'>): { beside: Beside; model: Lazy<Second> } | undefined
}

interface Options {
  chosen: Lazy<CurrentHead>
  heads: Pick<HeadStore, 'setSecondAside'>
  loadTowers(folder: string): Promise<Towers>
  /** The towers that judge. */
  own(): Promise<Towers>
}

/** Where topics are asked of the second model, both use the same towers, which see a picture once. */
export function createLookers({ chosen, heads, loadTowers, own }: Options): Lookers {
  const ofSecond = new Lazy(async () => {
    const { second } = await chosen.get()
    if (!second) throw new Error('there is no second model')
    return closingOnce(onceEach(await loadTowers(second.folder)))
  })
  const topics = new Lazy(async () => {
    const head = await chosen.get()
    const load = (folder: string) => (folder === head.second?.folder ? ofSecond.get() : loadTowers(folder))
    return loadTopicModel(head, own, load)
  })
  return {
    topics,
    async scoring() {
      const head = await chosen.get()
      if (!head.topics) return null
      const by = topicModelName(head.topics.manifest)
      return { by, score: async (...asked) => (await topics.get())?.score(...asked) ?? null }
    },
    second({ second }) {
      return second
        ? { beside: second.beside, model: new Lazy(() => loadSecond(heads, ofSecond, second.headFile)) }
        : undefined
    },
  }
}

/** Asks the towers that judge, `own`, where they can tell; null where none can, which the console tells of a fault. */
async function loadTopicModel(
  { folder, topics }: Pick<CurrentHead, 'folder' | 'topics'>,
  own: () => Promise<Towers>,
  load: (folder: string) => Promise<Towers>,
): Promise<TopicModel | null> {
  if (!topics) return null
  // the pipeline closes its own, and sees each picture once
  if (topics.folder === folder) return { ...createTopicModel(await own()), close: async () => {} }
  try {
    const towers = await load(topics.folder)
    // whether it can tell of texts is known before it is asked
    await orClosed(towers, () => towers.embedTexts(['a']))
    return createTopicModel(towers)
  } catch (error) {
    console.warn('The model for topics can’t be run, and nothing is looked for:', error)
    return null
  }
}

/** What a second model is tried on: whether it can see at all is known before it is asked for. */
const TRIAL = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 3) }

/** Where it can't be loaded or can't see, the bundled model goes on alone. */
async function loadSecond(
  { setSecondAside }: Pick<HeadStore, 'setSecondAside'>,
  towers: Lazy<Towers>,
  head: HeadFile | null,
): Promise<Second> {
  try {
    const second = createSecond(await towers.get(), head)
    await orClosed(second, () => second.see(TRIAL))
    return second
  } catch (error) {
    const { message } = error as Error
    await setSecondAside(message)
    throw new DeviceError(message)
  }
}

async function orClosed(model: { close(): Promise<void> }, trial: () => Promise<unknown>): Promise<void> {
  try {
    await trial()
  } catch (error) {
    await model.close()
    throw error
  }
}
