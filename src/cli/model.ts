import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SingleBar } from 'cli-progress'
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import { createHub, HUB, isHubAddress } from '../core/install/hub.ts'
import { installModel } from '../core/install/install.ts'
import { modelBytes, readInstalled, verifyModel } from '../core/install/installed.ts'
import type { InstallProgress } from '../core/install/progress.ts'
import { PRECISIONS, type Precision } from '../core/model/hub-layout.ts'
import type { ModelManifest } from '../core/model/manifest.ts'
import { tryTowers } from '../core/model/try-towers.ts'
import { UserError } from '../core/user-error.ts'
import { createModelStore, modelsFolder } from '../runtime/node/model-store.ts'
import { platform } from '../runtime/node/platform.ts'
import { halfInstalled } from './half-installed.ts'
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
    .addOption(
      new Option('--hub <address>', 'where models come from').env('MEMEVEIL_HUB').default(HUB).argParser(addressOfHub),
    )
    .action((action: Action, name: string | undefined, options: Options) => actions[action](name, options))
}

/** Throws InvalidArgumentError, which names the option or the variable. */
function addressOfHub(typed: string): string {
  if (isHubAddress(typed)) return typed
  throw new InvalidArgumentError(`An address such as ${HUB} is wanted.`)
}

const store = createModelStore()

const actions: Record<Action, (name: string | undefined, options: Options) => Promise<void>> = {
  get: async (name, options) => get(named(name), options),
  async add(name, { precision }) {
    const folder = resolve(named(name))
    const manifest = await manifestOfFolder(folder, precision)
    await tryTowers(platform, folder, manifest)
    writeFileSync(join(folder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    tellHeadless(manifest, named(name))
  },
  list,
  verify,
  async remove(name) {
    const id = named(name)
    const { models, damaged, started } = await readInstalled(store)
    if (![...models, ...damaged].some((one) => one.id === id) && !started.includes(id)) throw notInstalled(id)
    await store.exclusively(id, () => store.remove(id))
    const model = models.find((one) => one.id === id)
    console.log(`${id} is removed${model ? `, ${megabytes(modelBytes(model))} MB are free again` : ''}`)
  },
}

async function list(): Promise<void> {
  const { models, damaged, started } = await readInstalled(store)
  for (const model of models) console.log(lineOf(model))
  for (const { id, fault } of damaged) console.log(`${id} is damaged: ${fault}; memeveil model remove ${id}`)
  for (const name of started) console.log(halfInstalled(name))
  if (models.length + damaged.length + started.length === 0)
    console.log(`none in ${modelsFolder()}; the bundled one is always there`)
}

/** The model of that name, or all: what is wrong with one keeps no other from being looked at. */
async function verify(name: string | undefined): Promise<void> {
  const { models, damaged, started } = await readInstalled(store)
  const isMeant = (id: string) => name === undefined || id === name
  const meant = models.filter(({ id }) => isMeant(id))
  const faults = damaged.filter(({ id }) => isMeant(id)).map(({ id, fault }) => `${id} is damaged: ${fault}`)
  const halves = started.filter(isMeant)
  if (name !== undefined && meant.length + faults.length + halves.length === 0) throw notInstalled(name)
  for (const model of meant) {
    try {
      await verifyModel(store, model)
      console.log(`${model.id}: every file has the hash that the hub listed`)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      faults.push(error.message)
    }
  }
  for (const half of halves) console.log(halfInstalled(half))
  for (const fault of faults) console.error(`memeveil: ${fault}`)
  if (faults.length > 0) process.exitCode = EXIT.failed
}

const notInstalled = (name: string) => new UsageError(`${name} is not installed: see "memeveil model list"`)

function named(name: string | undefined): string {
  if (name === undefined) throw new UsageError('name a model, such as Xenova/clip-vit-base-patch32')
  return name
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
      host: platform,
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
