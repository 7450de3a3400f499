import { Lazy } from '../../core/lazy.ts'
import { type ModelName, modelName, type NamedHead } from '../../core/model/head.ts'
import type { Towers } from '../../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../../core/pipeline.ts'
import type { Platform } from '../../core/platform.ts'
import type { LineModels } from '../../core/reading/line-models.ts'
import { createReader, type Reader } from '../../core/reading/reader.ts'
import type { Device } from '../check-result.ts'
import type { OnDevice } from './device.ts'
import type { HeadStore } from './head-store.ts'

export interface ModelOptions {
  platform: Platform
  /** Both load on the best device that there is. */
  loadTowers(platform: Platform): Promise<OnDevice<Towers>>
  loadLineModels(platform: Platform): Promise<OnDevice<LineModels>>
  heads: Pick<HeadStore, 'current' | 'onChange'>
}

/** A head that was chosen, and what names its verdicts; known before any model is loaded. */
interface Chosen {
  head: NamedHead
  threshold: number
  model: ModelName
}

interface Loaded {
  pipeline: Pipeline
  /** The towers'. */
  device: Device
}

/** One choice of a head and the models under it, until another head is chosen or the models are unloaded. */
export interface Generation {
  chosen: Lazy<Chosen>
  loaded: Lazy<Loaded>
  /** The pipeline's; whoever is going to need it starts it beside the rest. */
  reader: Lazy<Reader>
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
      for (const { loaded, reader } of replaced.splice(0)) {
        const pipeline = (await loaded.release())?.pipeline
        // without a pipeline there may be a reader
        await (pipeline ?? (await reader.release()))?.close()
      }
    },
  }
}

function createGeneration({ platform, heads, ...load }: ModelOptions): Generation {
  const chosen = new Lazy<Chosen>(async () => {
    const { name, bytes, head, manifest } = await heads.current()
    return { head: { name, bytes }, threshold: head.threshold, model: await modelName(manifest, bytes) }
  })
  let readerDevice: Device | null = null
  async function loadLineModels(): Promise<LineModels> {
    const { loaded, device } = await load.loadLineModels(platform)
    readerDevice = device
    return loaded
  }
  const reader = new Lazy(() => createReader(platform, loadLineModels()))
  const loaded = new Lazy<Loaded>(async () => {
    const { head } = await chosen.get()
    const { loaded: towers, device } = await load.loadTowers(platform)
    return { pipeline: await createPipeline(platform, { towers, head, reader }), device }
  })
  return { chosen, loaded, reader, readerDevice: () => readerDevice }
}
