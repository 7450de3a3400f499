import type { Judge } from '../../core/corrections/corrected-head.ts'
import { DeviceError } from '../../core/device-error.ts'
import { Lazy } from '../../core/lazy.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { BUNDLED_MODEL, type ModelManifest } from '../../core/model/manifest.ts'
import { onceEach, type Towers } from '../../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../../core/pipeline.ts'
import type { Platform } from '../../core/platform.ts'
import type { LineModels } from '../../core/reading/line-models.ts'
import { createReader, type Reader } from '../../core/reading/reader.ts'
import { createSecond, type Second } from '../../core/second/second.ts'
import { createTopicModel, type TopicModel } from '../../core/topic-model.ts'
import type { Device } from '../check-result.ts'
import type { EngineState } from '../protocol.ts'
import type { OnDevice } from './device.ts'
import type { CurrentHead, HeadStore } from './head-store.ts'

export interface ModelOptions {
  platform: Platform
  /** Both load on the best device that there is; `folder` is the model's. */
  loadTowers(platform: Platform, folder: string): Promise<OnDevice<Towers>>
  loadLineModels(platform: Platform): Promise<OnDevice<LineModels>>
  heads: Pick<HeadStore, 'current' | 'corrected' | 'setAside' | 'setSecondAside' | 'onChange' | 'onCorrection'>
}

/** One choice of a head and the models under it, until another head is chosen or the models are unloaded. */
export interface Generation {
  /** What judges, known before any model is loaded; given up where a correction changes it. */
  judging: Lazy<Judge>
  /** Its towers may still be loading: whoever asks them waits. */
  pipeline: Lazy<Pipeline>
  /** Of which topics are asked; null where no model is installed that can tell, or it can't be run. */
  topics: Lazy<TopicModel | null>
  /** The pipeline's; whoever is going to need it starts it beside the rest. */
  reader: Lazy<Reader>
  towersDevice(): Promise<Device>
  state(): EngineState
  /** Where its line models run; null until they are loaded. */
  readerDevice(): Device | null
}

/** The models in use, and those that were replaced but may still be in use. */
export interface Models {
  current(): Generation
  /** The next job loads again, with the head that is chosen then; nothing where `generation` was replaced before. */
  replace(generation?: Generation): void
  /** Closes what was replaced; only while no job can be using it. */
  closeReplaced(): Promise<void>
}

export function createModels(options: ModelOptions): Models {
  const replaced: Generation[] = []
  let current = createGeneration(options)
  return {
    current: () => current,
    replace(generation = current) {
      if (generation !== current) return
      replaced.push(current)
      current = createGeneration(options)
    },
    async closeReplaced() {
      for (const { pipeline, reader, topics } of replaced.splice(0)) {
        // without a pipeline there may be a reader, and what scores what was kept
        const parts = [(await pipeline.release()) ?? (await reader.release()), await topics.release()]
        await Promise.all(parts.map((part) => part?.close()))
      }
    },
  }
}

function createGeneration({ platform, heads, ...load }: ModelOptions): Generation {
  const chosen = new Lazy(() => heads.current())
  const judging = new Lazy(async () => (await heads.corrected()).judge)
  let readerDevice: Device | null = null
  async function loadLineModels(): Promise<LineModels> {
    const { loaded, device } = await load.loadLineModels(platform)
    readerDevice = device
    return loaded
  }
  const reader = new Lazy(() => createReader(platform, loadLineModels()))
  let state: EngineState = 'idle'
  const towers = new Lazy(async () => {
    state = 'loading'
    try {
      const { folder } = await chosen.get()
      const loaded = await load.loadTowers(platform, folder).catch((error) => giveUp(heads, folder, error))
      state = 'ready'
      return loaded
    } catch (error) {
      state = 'idle'
      throw error
    }
  })
  const pipeline = new Lazy<Pipeline>(async () => {
    const head = await chosen.get()
    const own = whenLoaded(head.manifest, towers)
    const { second: chosenSecond } = head
    const second = chosenSecond && {
      beside: chosenSecond.beside,
      model: new Lazy(() => loadSecond(heads, secondTowers, chosenSecond.headFile)),
    }
    return createPipeline(platform, {
      towers: own,
      head,
      reader,
      topics: () => topics.get(),
      ...(second && { second }),
    })
  })
  /** Topics may be asked of them, too. */
  const secondTowers = new Lazy(async () => {
    const { second } = await chosen.get()
    if (!second) throw new Error('there is no second model')
    return closingOnce(onceEach((await load.loadTowers(platform, second.folder)).loaded))
  })
  // its type is told because each of the two needs the other
  const topics: Lazy<TopicModel | null> = new Lazy(async () => {
    const head = await chosen.get()
    const own = async () => (await pipeline.get()).towers
    return loadTopicModel(head, own, async (folder) =>
      folder === head.second?.folder ? secondTowers.get() : (await load.loadTowers(platform, folder)).loaded,
    )
  })
  return {
    judging,
    pipeline,
    topics,
    reader,
    towersDevice: async () => (await towers.get()).device,
    readerDevice: () => readerDevice,
    state: () => state,
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
    return createTopicModel(await load(topics.folder))
  } catch (error) {
    console.warn('The model for topics can’t be run, and nothing is looked for:', error)
    return null
  }
}

/** A model that the user installed may be damaged or of another form: the bundled one then goes on judging. */
async function giveUp({ setAside }: Pick<HeadStore, 'setAside'>, folder: string, error: unknown): Promise<never> {
  if (folder === BUNDLED_MODEL) throw error
  const { message } = error as Error
  await setAside(message)
  throw new DeviceError(message)
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
    await second.see(TRIAL).catch(async (error) => {
      await second.close()
      throw error
    })
    return second
  } catch (error) {
    const { message } = error as Error
    await setSecondAside(message)
    throw new DeviceError(message)
  }
}

/** For two that use the same. */
function closingOnce(towers: Towers): Towers {
  let closing: Promise<void> | undefined
  return {
    ...towers,
    close() {
      closing ??= towers.close()
      return closing
    },
  }
}

/** Towers for whose loading only those wait who ask them: it takes longer than it takes to read a picture. */
function whenLoaded(manifest: ModelManifest, loading: Lazy<OnDevice<Towers>>): Towers {
  const loaded = async () => (await loading.get()).loaded
  return {
    manifest,
    embedImage: async (pixels) => (await loaded()).seeingAs(manifest.image).embedImage(pixels),
    embedTexts: async (texts) => (await loaded()).embedTexts(texts),
    seeingAs: (image) => whenLoaded({ ...manifest, image }, loading),
    close: async () => (await loading.release())?.loaded.close(),
  }
}
