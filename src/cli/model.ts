import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SingleBar } from 'cli-progress'
import { Argument, type Command, Option } from 'commander'
import { createHub, HUB } from '../core/install/hub.ts'
import { type InstallProgress, installModel } from '../core/install/install.ts'
import { installedModels, modelBytes, verifyModel } from '../core/install/installed.ts'
import { PRECISIONS, type Precision } from '../core/model/hub-layout.ts'
import type { ModelManifest } from '../core/model/manifest.ts'
import { createModelStore, modelsFolder } from '../runtime/node/model-store.ts'
import { manifestOfFolder } from './model-files.ts'
import { EXIT } from './outcome.ts'
import { UsageError } from './usage-error.ts'

const ACTIONS = ['get', 'add', 'list', 'verify', 'remove'] as const
type Action = (typeof ACTIONS)[number]

interface Options {
  precision: Precision
  hub: string
}

export function addModel(program: Command): void {
  program
    .command('model')
    .description('have a CLIP beside the bundled model: download, take up, list, verify or remove it')
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('[name]', 'owner/name as the hub has it; for "add", a folder in the layout of the hub')
    .addOption(
      new Option('--precision <which>', 'which weights; the extension takes q8').choices(PRECISIONS).default('q8'),
    )
    .addOption(new Option('--hub <address>', 'where models come from').env('MEMEVEIL_HUB').default(HUB))
    .action((action: Action, name: string | undefined, options: Options) => actions[action](name, options))
}

const store = createModelStore()

const actions: Record<Action, (name: string | undefined, options: Options) => Promise<void>> = {
  get: async (name, options) => get(named(name), options),
  async add(name, { precision }) {
    const folder = resolve(named(name))
    const manifest = await manifestOfFolder(folder, precision)
    writeFileSync(join(folder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    tellHeadless(manifest, named(name))
  },
  async list() {
    const models = await installedModels(store)
    if (models.length === 0) console.log(`none in ${modelsFolder()}; the bundled one is always there`)
    for (const model of models) console.log(lineOf(model))
  },
  async verify(name) {
    for (const model of await chosen(name)) {
      await verifyModel(store, model)
      console.log(`${model.id}: every file has the hash that the hub listed`)
    }
  },
  async remove(name) {
    const [model] = await chosen(named(name))
    await store.exclusively(model.id, () => store.remove(model.id))
    console.log(`${model.id} is removed, ${megabytes(modelBytes(model))} MB are free again`)
  },
}

function named(name: string | undefined): string {
  if (name === undefined) throw new UsageError('name a model, such as Xenova/clip-vit-base-patch32')
  return name
}

/** The installed model of that name, or all. */
async function chosen(name: string | undefined): Promise<ModelManifest[]> {
  const models = await installedModels(store)
  const found = name === undefined ? models : models.filter(({ id }) => id === name)
  if (name !== undefined && found.length === 0)
    throw new UsageError(`${name} is not installed: see "memeveil model list"`)
  return found
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

function lineOf(model: ModelManifest): string {
  return `${model.id} ${model.version}, ${megabytes(modelBytes(model))} MB, licence: ${model.license}`
}

function tellHeadless({ id, version, dimension }: ModelManifest, name: string): void {
  console.log(
    `${id} ${version}: ${dimension} values a picture or text. It has no head yet: memeveil train --model ${name}`,
  )
}

async function get(name: string, { precision, hub }: Options): Promise<void> {
  const stopped = new AbortController()
  const stop = () => stopped.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  const bar = downloadBar(name)
  try {
    const { signal } = stopped
    const { tell: onProgress } = bar
    const manifest = await installModel({
      hub: createHub({ address: hub }),
      store,
      name,
      precision,
      signal,
      onProgress,
    })
    bar.stop()
    console.log(lineOf(manifest))
    tellHeadless(manifest, name)
  } catch (error) {
    bar.stop()
    if (!stopped.signal.aborted) throw error
    console.error('memeveil: stopped; the same command goes on from what is here')
    process.exitCode = EXIT.interrupted
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
  }
}

/** On standard error, with the speed; where that is no terminal only what keeps the download waiting is told. */
function downloadBar(name: string): { tell(progress: InstallProgress): void; stop(): void } {
  const format = `${name} {bar} {percentage} % of {size} MB, {speed} MB/s`
  const bar = new SingleBar({ format, stream: process.stderr, noTTYOutput: false, gracefulExit: false })
  let waited: string | null = null
  bar.start(1, 0, { size: '?', speed: '0.0' })
  return {
    tell({ done, total, bytesPerSecond, waiting }) {
      bar.setTotal(total)
      bar.update(done, { size: megabytes(total), speed: megabytes(bytesPerSecond) })
      if (waiting !== null && waiting !== waited) console.error(`memeveil: ${waiting}; it is tried again`)
      waited = waiting
    },
    stop: () => bar.stop(),
  }
}
