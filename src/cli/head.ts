import { resolve } from 'node:path'
import { levelsWarning } from '../core/head-levels.ts'
import { readingWarning } from '../core/head-reading.ts'
import { type HeadFile, type ModelName, modelName, ownHead, parseHeadBytes } from '../core/model/head.ts'
import { ModelManifest, readManifest } from '../core/model/manifest.ts'
import type { Pipeline } from '../core/pipeline.ts'
import { besideName } from '../core/second/beside.ts'
import { readHead } from '../runtime/node/head.ts'
import { platform } from '../runtime/node/platform.ts'
import { say } from '../runtime/node/say.ts'
import {
  type JudgeFiles,
  openJudgePipeline,
  openSecond,
  type SecondFiles,
  type TopicFiles,
} from '../server/judge-pipeline.ts'
import { modelFolder } from './embedding.ts'

/** What the options say. */
export interface HeadChoice {
  /** A head.json; the model's own where it is absent. */
  head?: string
  /** A folder; the bundled model where it is absent. */
  model?: string
  /** A model that sees the pictures beside it. */
  second?: SecondFiles
  /** What pictures are looked through for. */
  topics?: TopicFiles
  /** Whether a level may be asked for: then it is told of a head that has none. */
  byLevel?: boolean
}

/** Is told what is to be known of a head that can be used. */
type Warn = (message: string) => void

const warnOnStderr: Warn = (message) => console.error(`memeveil: ${message}`)

/** The model's own head is measured with each new reading. */
function warnOfHead({ head: path, byLevel }: HeadChoice, head: HeadFile, warn: Warn): void {
  const warnings = [path === undefined ? null : readingWarning(say, head), byLevel ? levelsWarning(say, head) : null]
  for (const warning of warnings) if (warning) warn(`${path ?? "the model's own head"}: ${warning}`)
}

/** The head that was asked for, or the model's own, checked against the model. */
export async function openHead(
  choice: HeadChoice,
  manifest: ModelManifest,
  warn = warnOnStderr,
): Promise<{ head: HeadFile; name: string; model: ModelName }> {
  const { bytes, name } =
    choice.head === undefined
      ? await ownHead(platform.readFile, modelFolder(choice.model), manifest)
      : await readHead(choice.head)
  const head = parseHeadBytes(bytes, manifest, name)
  warnOfHead(choice, head, warn)
  return { head, name, model: await modelName(manifest, bytes) }
}

/** The pipeline with the head and the towers that were asked for. Throws ModelError. */
export async function openPipeline(choice: HeadChoice): Promise<Pipeline> {
  const pipeline = await openJudgePipeline(filesOf(choice))
  warnOfHead(choice, pipeline.head, warnOnStderr)
  return pipeline
}

/** What other processes judge with. A wrong head is told here, before any of them starts: throws ModelError. */
export async function judgeModel(
  choice: HeadChoice,
  warn = warnOnStderr,
): Promise<{ head: HeadFile; model: ModelName; files: JudgeFiles }> {
  const folder = modelFolder(choice.model)
  const manifest = await readManifest(platform.readFile, `${folder}/model.json`, ModelManifest)
  const { head, model } = await openHead(choice, manifest, warn)
  const files = filesOf(choice)
  const second = files.second && (await openSecond(files.second))
  return { head, model: await besideName(model, second?.beside ?? null), files }
}

function filesOf({ model, head, second, topics }: HeadChoice): JudgeFiles {
  return { model: modelFolder(model), head: head === undefined ? undefined : resolve(head), second, topics }
}
