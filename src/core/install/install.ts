import * as v from 'valibot'
import { HUB_CONFIGS, type HubModel, hubManifest, hubPaths, PRECISIONS, type Precisions } from '../model/hub-layout.ts'
import { type ModelFile, type ModelManifest, parseManifest, readJson } from '../model/manifest.ts'
import type { TowersHost } from '../model/towers.ts'
import { tryTowers } from '../model/try-towers.ts'
import type { ReadFile } from '../platform.ts'
import { UserError } from '../user-error.ts'
import { createTokenizer } from '../words/tokens.ts'
import { type Download, downloadFile } from './download.ts'
import { DownloadError } from './download-error.ts'
import type { ListedFile } from './file-check.ts'
import { type Hub, isHubName } from './hub.ts'
import { MANIFEST, PLAN } from './installed.ts'
import { type ModelStore, readWhole } from './model-store.ts'
import { patiently } from './patience.ts'
import { createProgress, type InstallProgress } from './progress.ts'

export interface InstallOptions extends Precisions {
  hub: Hub
  store: ModelStore
  /** Owner and name. */
  name: string
  signal: AbortSignal
  /** Where the towers are asked once before they count as installed. */
  host: Pick<TowersHost, 'createSession' | 'Tensor'>
  onProgress(progress: InstallProgress): void
  pauseMs?: number
}

const PAUSE_MS = 1000
const Plan = v.object({
  precision: v.picklist(PRECISIONS),
  webgpu: v.optional(v.picklist(PRECISIONS)),
  commit: v.string(),
  license: v.string(),
  files: v.array(
    v.object({
      path: v.string(),
      bytes: v.number(),
      hash: v.union([v.object({ sha256: v.string() }), v.object({ git: v.string() })]),
    }),
  ),
})
type Plan = v.InferOutput<typeof Plan>

/**
 * Installs a model of the hub's, or goes on where that was stopped: files of one commit, each with the hash that the
 * hub lists, and last the manifest that makes it a model. Throws DownloadError; then nothing is installed, and what
 * came right stays for the next time. Throws ModelError for one that can't be run here, of which nothing stays.
 */
export async function installModel(options: InstallOptions): Promise<ModelManifest> {
  const { store, name } = options
  if (!isHubName(name)) throw new DownloadError(`"${name}" is no model's name: owner/name is wanted`)
  return store.exclusively(name, async () => {
    if ((await store.length(`${name}/${MANIFEST}`)) > 0) {
      throw new DownloadError(`${name} is installed already; remove it first to have it anew`)
    }
    const plan = await planOf(options)
    await refuseWithoutRoom(store, name, plan)
    const manifest = await downloadAll(options, plan).catch(async (error) => {
      // the plan is for this commit: without it a later one, which may do, is had
      if (isOfModel(error)) await store.remove(name)
      if (!(error instanceof DownloadError) || !error.outlook.gone) throw error
      await store.remove(`${name}/${PLAN}`)
      throw new DownloadError(
        `the hub has taken back the revision that the download of ${name} began with; ask again to begin anew`,
      )
    })
    await store.write(`${name}/${MANIFEST}`, encode(manifest))
    await store.remove(`${name}/${PLAN}`)
    return manifest
  })
}

/** A model that can't be run. */
const isOfModel = (error: unknown) => error instanceof UserError && error.kind === 'model'

const encode = (json: object) => new TextEncoder().encode(JSON.stringify(json))

/** That of the installation that was stopped, else a new one for the commit that the hub names now. */
async function planOf(options: InstallOptions): Promise<Plan> {
  const { hub, store, name, precision, webgpu, signal, pauseMs = PAUSE_MS } = options
  const onWait = (waiting: string | null) => options.onProgress({ done: 0, total: 0, bytesPerSecond: 0, waiting })
  const asked = <T>(work: () => Promise<T>) => patiently({ signal, pauseMs, onWait }, work)
  const before = await keptPlan(store, name)
  // who goes on needn't say what was wanted for WebGPU
  if (before?.precision === precision && (webgpu ?? before.webgpu) === before.webgpu) return before
  await store.remove(name)
  const { commit, license } = await asked(() => hub.revision(name, signal))
  const listed = await asked(() => hub.list(name, commit, signal))
  const files = wantedFiles(listed, name, { precision, webgpu })
  const plan = { precision, ...(webgpu && { webgpu }), commit, license, files }
  await store.write(`${name}/${PLAN}`, encode(plan))
  return plan
}

async function keptPlan(store: ModelStore, name: string): Promise<Plan | null> {
  const path = `${name}/${PLAN}`
  if ((await store.length(path)) === 0) return null
  try {
    return parseManifest(Plan, await readJson((p) => readWhole(store, p), path), path)
  } catch (error) {
    if (!isOfModel(error)) throw error
    // a damaged one, or an older version's: all is begun anew
    return null
  }
}

/** Those that say what the model is come first. */
function wantedFiles(listed: ListedFile[], name: string, precisions: Precisions): ListedFile[] {
  const { vision, text, tokenizer, tokenizerConfig, textWebGpu = text, visionWebGpu = vision } = hubPaths(precisions)
  const paths = new Set([...HUB_CONFIGS, tokenizerConfig, tokenizer, text, vision, textWebGpu, visionWebGpu])
  return [...paths].map((path) => {
    const file = listed.find((entry) => entry.path === path)
    if (file?.bytes === 0) throw new DownloadError(`${name} has nothing in its ${path}: it can't be used`)
    if (file) return file
    const wanted = Object.values(precisions).filter(Boolean).join(' and ')
    throw new DownloadError(`${name} has no ${path}: it is not laid out as CLIP is, or not there in ${wanted}`)
  })
}

async function refuseWithoutRoom(store: ModelStore, name: string, { files }: Plan): Promise<void> {
  const room = await store.room()
  const lengths = await Promise.all(files.map(({ path }) => store.length(`${name}/${path}`)))
  const needed = files.reduce((sum, { bytes }, i) => sum + bytes - Math.min(bytes, lengths[i]), 0)
  if (room === null || needed <= room) return
  // rounded so that they never read alike
  const [wanted, free] = [Math.ceil(needed / 1e5) / 10, Math.floor(Math.max(0, room) / 1e5) / 10]
  throw new DownloadError(`${wanted} MB are needed, and ${free} MB are free: make room first`)
}

async function downloadAll(options: InstallOptions, plan: Plan): Promise<ModelManifest> {
  const { hub, store, name, signal, host, pauseMs = PAUSE_MS } = options
  const { precision, webgpu, license } = plan
  const total = plan.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const progress = createProgress(total, options.onProgress)
  const job: Download = { hub, store, name, commit: plan.commit, signal, pauseMs, ...progress }
  const found = new Map<string, ModelFile>()
  const readFile = (path: string) => readWhole(store, path)
  const json = async (path: string) => (await readJson(readFile, `${name}/${path}`)) as object
  const { tokenizer, tokenizerConfig } = hubPaths(plan)
  const manifest = () => manifestOf(readFile, name, { precision, webgpu, license }, (path) => fileOf(plan, found, path))
  for (const file of plan.files) {
    found.set(file.path, await downloadFile(job, file))
    // before the large files come: whether they can be run at all
    if (file.path === HUB_CONFIGS.at(-1)) await manifest()
    if (file.path === tokenizer) createTokenizer(await json(tokenizer), await json(tokenizerConfig))
  }
  const whole = await manifest()
  signal.throwIfAborted()
  await tryTowers({ ...host, readFile }, name, whole)
  return whole
}

/** As it came; until then as it is listed, with a hash that stands for none. */
function fileOf({ files }: Plan, found: Map<string, ModelFile>, path: string): ModelFile {
  const bytes = files.find((file) => file.path === path)?.bytes ?? 0
  return found.get(path) ?? { path, bytes, sha256: '0'.repeat(64) }
}

function manifestOf(
  readFile: ReadFile,
  name: string,
  model: Omit<HubModel, 'id' | 'files'>,
  file: (path: string) => ModelFile,
): Promise<ModelManifest> {
  const paths = Object.entries(hubPaths(model))
  const files = paths.map(([role, path]) => [role, file(path)])
  return hubManifest(readFile, name, { id: name, ...model, files: Object.fromEntries(files) })
}
