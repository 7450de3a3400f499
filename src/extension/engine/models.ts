import { Lazy } from '../../core/lazy.ts'
import { type ModelName, modelName, type NamedHead } from '../../core/model/head.ts'
import type { Towers } from '../../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../../core/pipeline.ts'
import type { Platform } from '../../core/platform.ts'
import { createReader, type Reader } from '../../core/reading/reader.ts'
import type { Device } from '../check-result.ts'
import type { HeadStore } from './head-store.ts'

export interface ModelOptions {
  platform: Platform
  /** Loads the towers on the best device that there is. */
  loadTowers(platform: Platform): Promise<{ towers: Towers; device: Device }>
  heads: Pick<HeadStore, 'current' | 'onChange'>
}

/** A head that was chosen, and what names its verdicts; known before any model is loaded. */
interface Chosen {
  head: NamedHead
  model: ModelName
}

interface Loaded {
  pipeline: Pipeline
  device: Device
}

/** One choice of a head and the models under it, until another head is chosen or the models are unloaded. */
export interface Generation {
  chosen: Lazy<Chosen>
  loaded: Lazy<Loaded>
  /** The pipeline's; whoever is going to need it starts it beside the rest. */
  reader: Lazy<Reader>
}

/** The models in use, and those that were replaced but may still be in use. */
export interface Models {
  current(): Generation
  /** The next job loads again, with the head that is chosen then. */
  replace(): void
  /** Closes what was replaced; only while no job can be using it. */
  closeReplaced(): Promise<void>
}

export function createModels(options: ModelOptions): Models {
  const replaced: Generation[] = []
  let current = createGeneration(options)
  return {
    current: () => current,
    replace() {
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

function createGeneration({ platform, loadTowers, heads }: ModelOptions): Generation {
  const chosen = new Lazy<Chosen>(async () => {
    const { name, bytes, manifest } = await heads.current()
    return { head: { name, bytes }, model: await modelName(manifest, bytes) }
  })
  const reader = new Lazy(() => createReader(platform))
  const loaded = new Lazy<Loaded>(async () => {
    const { head } = await chosen.get()
    const { towers, device } = await loadTowers(platform)
    return { pipeline: await createPipeline(platform, { towers, head, reader }), device }
  })
  return { chosen, loaded, reader }
}
