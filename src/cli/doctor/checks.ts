import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { modelBytes, readInstalled, verifyModel } from '../../core/install/installed.ts'
import { ModelFile, readChecked, readManifest } from '../../core/model/manifest.ts'
import { RATINGS } from '../../core/model/ratings.ts'
import { createPipeline } from '../../core/pipeline.ts'
import { createModelStore } from '../../runtime/node/model-store.ts'
import { platform } from '../../runtime/node/platform.ts'
import { applyTextSteps } from '../../training/data/text-steps.ts'
import { halfInstalled } from '../half-installed.ts'

/** One thing that has to be as it should. */
export interface Check {
  name: string
  /** What was found, fit to show after a colon. Throws with what is wrong. */
  find(): Promise<string>
}

const require = createRequire(import.meta.url)
const { version, engines } = require('../../../package.json') as { version: string; engines: { node: string } }
const MB = 2 ** 20

export const product: Check = { name: 'memeveil', find: async () => version }

/** Whether a version such as 20.19.0 is one of a range such as >=20.19. */
export function isEnough(version: string, range: string): boolean {
  const [major, minor] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = range.replace('>=', '').split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}

export const node: Check = {
  name: 'Node',
  async find() {
    const { node } = process.versions
    if (!isEnough(node, engines.node))
      throw new Error(`${node} is too old: ${engines.node.slice(2)} or later is needed`)
    return node
  },
}

export const runtime: Check = {
  name: 'onnxruntime',
  find: async () => (require('onnxruntime-node/package.json') as { version: string }).version,
}

export const machine: Check = {
  name: 'machine',
  async find() {
    const memory = (totalmem() / 2 ** 30).toFixed(1)
    return `${availableParallelism()} cores, ${memory} GB of memory, ${process.platform} ${process.arch}`
  },
}

/** What every manifest below public/models says of its files. */
const Listing = v.object({ id: v.string(), version: v.string(), files: v.record(v.string(), ModelFile) })

const filesOf = (count: number, bytes: number) =>
  `${count} ${count === 1 ? 'file' : 'files'} of ${(bytes / MB).toFixed(1)} MB`

/** Every file of a model, by the length and the SHA-256 that its manifest lists. */
export function modelFiles(folder: string, manifest: string): Check {
  return {
    name: `model ${folder}`,
    async find() {
      const { id, version, files } = await readManifest(platform.readFile, `${folder}/${manifest}`, Listing)
      const listed = Object.values(files).flatMap(({ weights, ...file }) => (weights ? [file, weights] : [file]))
      for (const file of listed) await readChecked(platform.readFile, folder, file)
      const size = listed.reduce((sum, { bytes }) => sum + bytes, 0)
      return `${id} ${version}, ${filesOf(listed.length, size)} with the hashes that are listed`
    },
  }
}

/** Every model that was installed, and every one that was begun. */
export async function installedModelChecks(store = createModelStore()): Promise<Check[]> {
  const { models, damaged, started } = await readInstalled(store)
  const check = (id: string, find: Check['find']): Check => ({ name: `model ${id}`, find })
  return [
    ...models.map((model) =>
      check(model.id, async () => {
        await verifyModel(store, model)
        return `${model.version}, ${(modelBytes(model) / MB).toFixed(1)} MB with the hashes that are listed`
      }),
    ),
    ...damaged.map(({ id, fault }) =>
      check(id, () => Promise.reject(new Error(`${fault}; memeveil model remove ${id}`))),
    ),
    ...started.map((name) => check(name, async () => halfInstalled(name))),
  ]
}

/** Where embeddings and readings are kept between runs. */
export function cache(folder: string): Check {
  return {
    name: 'cache',
    async find() {
      const path = resolve(folder)
      // it is made when it is needed
      if (!existsSync(path)) {
        accessSync(dirname(path), constants.W_OK)
        return `${path} is not there yet`
      }
      accessSync(path, constants.W_OK)
      const names = await readdir(path)
      const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size))
      const size = sizes.reduce((sum, bytes) => sum + bytes, 0)
      return `${path}, ${filesOf(names.length, size)}`
    },
  }
}

/** What every head has to say of a drawn picture: by the words in it, and by words that are harmless. */
const EXPECTED = [
  { text: undefined, what: 'the picture', from: 0.6, to: 1 },
  { text: 'a nice cup of tea', what: 'harmless words', from: 0, to: 0.45 },
] as const
const WORDS = 'women are too stupid to drive'

/** Reads and judges a drawn picture by all the models there are. */
export const selfTest: Check = {
  name: 'self-test',
  async find() {
    const image = new Uint8Array(readFileSync(new URL('./self-test.png', import.meta.url)))
    const pipeline = await createPipeline(platform, { prepareText: applyTextSteps })
    try {
      const found: string[] = []
      for (const { text, what, from, to } of EXPECTED) {
        const verdict = await pipeline.judge({ image: new Uint8Array(image), text, ratings: RATINGS })
        const told = `${what} ${verdict.probability.toFixed(2)}`
        if (text === undefined && verdict.text.toLowerCase() !== WORDS)
          throw new Error(`"${verdict.text}" was read where "${WORDS}" is drawn`)
        if (verdict.probability < from || verdict.probability > to)
          throw new Error(`${told}, where ${from} to ${to} is expected`)
        found.push(told)
      }
      return found.join(', ')
    } finally {
      await pipeline.close()
    }
  },
}
