import type { Judge } from '../../core/corrections/corrected-head.ts'
import { DeviceError } from '../../core/device-error.ts'
import { Lazy } from '../../core/lazy.ts'
import { BUNDLED_MODEL, type ModelManifest } from '../../core/model/manifest.ts'
import type { TextTower, Towers } from '../../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../../core/pipeline.ts'
import type { Platform } from '../../core/platform.ts'
import type { LineModels } from '../../core/reading/line-models.ts'
import { createReader, type Reader } from '../../core/reading/reader.ts'
import type { TopicModel } from '../../core/topic-model.ts'
import type { Device } from '../check-result.ts'
import type { EngineState } from '../protocol.ts'
import type { OnDevice } from './device.ts'
import type { HeadStore } from './head-store.ts'
import { createLookers, type Lookers } from './lookers.ts'

export interface ModelOptions {
  platform: Platform
  /** Both load on the best device that there is; `folder` is the model's. */
  loadTowers(platform: Platform, folder: string, text?: TextTower): Promise<OnDevice<Towers>>
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
  /** The same for a look at what was kept: its name is known before it is loaded. */
  scoring: Lookers['scoring']
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
  const judging = new Lazy(async () => (await heads.corrected(await chosen.get())).judge)
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
    return createPipeline(platform, {
      towers: own,
      head,
      reader,
      topics: lookers.topics,
      second: lookers.second(head),
    })
  })
  const loadTowers = async (folder: string) => (await load.loadTowers(platform, folder, 'when asked')).loaded
  const lookers = createLookers({ chosen, heads, loadTowers, own: async () => (await pipeline.get()).towers })
  return {
    judging,
    pipeline,
    topics: lookers.topics,
    scoring: lookers.scoring,
    reader,
    towersDevice: async () => (await towers.get()).device,
    readerDevice: () => readerDevice,
    state: () => state,
  }
}

/** A model that the user installed may be damaged or of another form: the bundled one then goes on judging. */
async function giveUp({ setAside }: Pick<HeadStore, 'setAside'>, folder: string, error: unknown): Promise<never> {
  if (folder === BUNDLED_MODEL) throw error
  const { message } = error as Error
  await setAside(message)
  throw new DeviceError(message)
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
