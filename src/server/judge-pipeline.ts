import { Lazy } from '../core/lazy.ts'
import { closingOnce, loadTowers, onceEach, type Towers } from '../core/model/towers.ts'
import { createPipeline, type Pipeline } from '../core/pipeline.ts'
import type { Beside } from '../core/second/beside.ts'
import { createSecond, readSecond, type Second } from '../core/second/second.ts'
import { createTopicModel, type TopicModel } from '../core/topic-model.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'

/** What the server and the command line judge with. */
export interface JudgeFiles {
  /** The model's folder. */
  model: string
  /** A head.json, unless it is the model's own. */
  head?: string
  /** A model that sees the pictures, too. */
  second?: SecondFiles
  topics?: TopicFiles
}

/** What pictures are looked through for. */
export interface TopicFiles {
  /** Folder of the model that is asked. */
  model: string
  phrases: string[]
}

export interface SecondFiles {
  /** Its folder. */
  model: string
  /** A head.json; without one it is untrained. */
  head?: string
  /** Whether it can flag pictures without a head, too. */
  mayVeil: boolean
}

/** Throws ModelError. */
export async function openJudgePipeline({ model, head, second, topics }: JudgeFiles): Promise<Pipeline> {
  const secondTowers = second && towersAt(second.model)
  const pipeline: Pipeline = await createPipeline(platform, {
    model,
    head: head === undefined ? undefined : await readHead(head),
    second: second && (await openSecond(second, secondTowers)),
    topics: topics && new Lazy(async () => openTopics(topics.model)),
    prepareText: applyTextSteps,
  })
  async function openTopics(folder: string): Promise<TopicModel> {
    // closed with the pipeline, and sees each picture once
    if (folder === model) return { ...createTopicModel(pipeline.towers), close: async () => {} }
    return createTopicModel(await (folder === second?.model && secondTowers ? secondTowers : towersAt(folder)).get())
  }
  return { ...pipeline, judge: (input) => pipeline.judge({ topics: topics?.phrases, ...input }) }
}

/** For whoever asks them, once a picture. */
function towersAt(folder: string): Lazy<Towers> {
  return new Lazy(async () => closingOnce(onceEach(await loadTowers(platform, folder, { text: 'when asked' }))))
}

/** How the second model is heard, and its head. Throws ModelError. */
export async function readSecondFiles({ model: folder, head: path, mayVeil }: SecondFiles) {
  const named = path === undefined ? null : await readHead(path)
  return readSecond(platform.readFile, { folder, head: named, mayVeil })
}

/** How the second model is heard, and the model, which loads at the first picture. Throws ModelError. */
export async function openSecond(
  files: SecondFiles,
  towers = towersAt(files.model),
): Promise<{ beside: Beside; model: Lazy<Second> }> {
  const { beside, head } = await readSecondFiles(files)
  return { beside, model: new Lazy(async () => createSecond(await towers.get(), head)) }
}
