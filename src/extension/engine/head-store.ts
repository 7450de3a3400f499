import * as v from 'valibot'
import {
  correctedName,
  createCorrectedJudge,
  createJudge,
  type Judge,
  type Learned,
  learnFrom,
  withBeside,
} from '../../core/corrections/corrected-head.ts'
import { type Belonging, belongs, type Correction } from '../../core/corrections/correction.ts'
import { readValidationRows, type ValidationRow } from '../../core/corrections/validation-rows.ts'
import { installedModels } from '../../core/install/installed.ts'
import {
  fittedTo,
  type HeadFile,
  type ModelName,
  modelName,
  ownHead,
  parseHeadBytes,
  refuseTextSteps,
} from '../../core/model/head.ts'
import { BUNDLED_MODEL, ModelManifest, readChecked, readManifest } from '../../core/model/manifest.ts'
import { ModelError } from '../../core/model/model-error.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import { createModelStore } from '../../runtime/browser/model-store.ts'
import { INSTALLED, readFile } from '../../runtime/browser/store.ts'
import { unlessLost } from '../database.ts'
import { CORRECTIONS_CHANNEL, type CorrectionStore, createCorrectionStore } from './correction-store.ts'
import { listen } from './listen.ts'
import { currentSecond, type SecondState } from './second-choice.ts'
import {
  changeOfHead,
  changeOfUse,
  createStoredHeads,
  type StoredHead,
  type StoredSecond,
  type Use,
} from './stored-heads.ts'

/** The head in use, and a second model beside it. */
export interface CurrentHead extends StoredHead, SecondState {
  /** Whether it is the bundled one. */
  own: boolean
  /** What the user loaded, where it can't judge, so that the bundled one does. */
  setAside: (StoredHead & { fault: string }) | null
  head: HeadFile
  manifest: ModelManifest
  /** The model's, for `loadTowers`. */
  folder: string
  /** What names its verdicts. */
  model: ModelName
  /** The model that knows what is in a picture, of which topics are asked; null where none is installed. */
  topics: Pick<CurrentHead, 'manifest' | 'folder'> | null
}

/** The head in use with what was learned of corrections. */
export interface CorrectedHead {
  judge: Judge
  /** Those of its model, the newest first. */
  own: Correction[]
  /** Null where nothing was corrected. */
  learned: Learned | null
}

/** Which head judges: the one that the user loaded, else the bundled one. */
export interface HeadStore {
  /** Throws ModelError. */
  current(): Promise<CurrentHead>
  /** It, or one that was read before, after the corrections that belong to its model. Throws ModelError. */
  corrected(of?: CurrentHead): Promise<CorrectedHead>
  /**
   * Uses a head.json from now on, with the model that it was trained for. Throws ModelError, and changes nothing, when
   * that is neither the bundled one nor an installed one.
   */
  choose(file: File): Promise<void>
  /** Sets the chosen head aside, since its model can't be run: the bundled one judges from now on. */
  setAside(fault: string): Promise<void>
  /** Back to the bundled head. */
  forget(): Promise<void>
  /** The same, and without a second model. */
  clear(): Promise<void>
  /** Says what an installed model is for. Throws ModelError where it is to judge alone and there is no head for it. */
  use(installed: string, use: Use): Promise<void>
  /** Lets the second model flag pictures untrained, too, or tells what it says alone. */
  letVeil(mayVeil: boolean): Promise<void>
  /** The second model can't be run. */
  setSecondAside(fault: string): Promise<void>
  /** Calls when another context of the extension chose another head, until the returned function is called. */
  onChange(listener: () => void): () => void
  /** The same where one was corrected: its towers stay. */
  onCorrection(listener: () => void): () => void
  /** Tells the other contexts that there are other models than before. */
  modelsChanged(): void
}

/** A head with neighbours has megabytes; anything larger is no head. */
const MOST_BYTES = 20_000_000

export function createHeadStore(): HeadStore {
  const stored = createStoredHeads()
  const corrections = createCorrectionStore()
  const corrected = new BroadcastChannel(CORRECTIONS_CHANNEL)
  async function current(): Promise<CurrentHead> {
    const { chosen, second } = await unlessLost('No head of your own can be read', stored.read, {})
    const head = await currentHead(chosen)
    const beside = await currentSecond(second, head.folder)
    // it is in memory already
    return { ...head, ...beside, topics: beside.second ?? head.topics }
  }
  async function changeSecond(change: Partial<StoredSecond>): Promise<void> {
    const { second } = await stored.read()
    if (second) await stored.write({ second: { ...second, ...change } })
  }
  return {
    current,
    corrected: async (of) => correctedHead(of ?? (await current()), corrections),
    async choose(file) {
      const head = await checkedHead(file)
      const { second } = await stored.read()
      await stored.write(changeOfHead(head, second))
    },
    async setAside(fault) {
      const { chosen } = await stored.read()
      if (chosen) await stored.write({ chosen: { ...chosen, fault } })
    },
    forget: () => stored.write({ chosen: null }),
    clear: () => stored.write({ chosen: null, second: null }),
    use: async (installed, use) => stored.write(changeOfUse(installed, use, await stored.read())),
    letVeil: (mayVeil) => changeSecond({ mayVeil }),
    setSecondAside: (fault) => changeSecond({ fault }),
    onChange: stored.onChange,
    onCorrection: (listener) => listen(corrected, listener),
    modelsChanged: stored.tell,
  }
}

async function correctedHead(
  { head, model, manifest, folder, second }: CurrentHead,
  corrections: CorrectionStore,
): Promise<CorrectedHead> {
  const beside = second?.beside ?? null
  const all = await unlessLost('No corrections can be read', corrections.all, [])
  const own = all.filter((one) => belongs(one, belongingOf(manifest)))
  if (own.length === 0) return { judge: await withBeside(createJudge(head, model), beside), own, learned: null }
  const name = await correctedName(model, own)
  const learn = async () => learnFrom(head, own, await rowsOf(manifest, folder))
  const learned = await corrections.learned(name.head, learn)
  return { judge: await withBeside(createCorrectedJudge(head, name, learned, own), beside), own, learned }
}

/** Throws ModelError for a file that can't judge here. */
async function checkedHead(file: File): Promise<StoredHead> {
  if (file.size > MOST_BYTES) {
    throw new ModelError(`${file.name} has ${Math.round(file.size / 1e6)} MB: that is no head.json`)
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const installed = await installedModelOf(bytes)
  const stored = { name: file.name, bytes, ...(installed !== undefined && { installed }) }
  refuseTextSteps((await loadedHead(stored)).head, file.name)
  return stored
}

const folderOf = (installed: string | undefined) =>
  installed === undefined ? BUNDLED_MODEL : `${INSTALLED}${installed}`
const manifestOf = (folder: string) => readManifest(readFile, `${folder}/model.json`, ModelManifest)

const Named = v.object({ model: v.object({ id: v.string() }) })

/** The installed model that a head names; undefined where it names none of these. */
async function installedModelOf(bytes: Uint8Array): Promise<string | undefined> {
  const models = await installedModels(createModelStore())
  try {
    const { model } = v.parse(Named, JSON.parse(new TextDecoder().decode(bytes)))
    return models.map(({ id }) => id).find((id) => id === model.id)
  } catch {
    // whoever parses it next says what is wrong
    return undefined
  }
}

/** Who judges, whatever else looks on. */
type Judging = Omit<CurrentHead, keyof SecondState>

async function currentHead(chosen: StoredHead | undefined): Promise<Judging> {
  if (!chosen) return bundledHead(null)
  const { fault } = chosen
  if (fault !== undefined) return bundledHead({ ...chosen, fault })
  try {
    return await loadedHead(chosen)
  } catch (error) {
    // an update brought another bundled model, or the installed one was removed, by the user or by the browser
    if (!(error instanceof ModelError)) throw error
    return bundledHead({ ...chosen, fault: error.message })
  }
}

async function bundledHead(setAside: CurrentHead['setAside']): Promise<Judging> {
  const manifest = await manifestOf(BUNDLED_MODEL)
  const { name, bytes } = await ownHead(readFile, BUNDLED_MODEL, manifest)
  const head = parseHeadBytes(bytes, manifest, name)
  const model = await modelName(manifest, bytes)
  const topics = await topicModel()
  return { name, bytes, own: true, setAside, head, manifest, folder: BUNDLED_MODEL, model, topics }
}

async function loadedHead({ name, bytes, installed }: StoredHead): Promise<Judging> {
  const folder = folderOf(installed)
  const ofModel = await manifestOf(folder)
  const head = parseHeadBytes(bytes, ofModel, name)
  const manifest = fittedTo(head, ofModel)
  const model = await modelName(manifest, bytes)
  // one that judges is in memory already, and has seen the picture
  const topics = installed === undefined ? await topicModel() : { manifest, folder }
  return { name, bytes, own: false, setAside: null, head, manifest, folder, model, topics }
}

/** The first by name of those that are installed. */
async function topicModel(): Promise<CurrentHead['topics']> {
  const [manifest] = await installedModels(createModelStore())
  return manifest ? { manifest, folder: folderOf(manifest.id) } : null
}

/** Which corrections the model here can learn from. */
export function belongingOf({ id, version, dimension }: ModelManifest): Belonging {
  return { id, version, reading: READING_VERSION, dimension }
}

async function rowsOf(manifest: ModelManifest, folder: string): Promise<ValidationRow[]> {
  const { validation } = manifest.files
  if (!validation) return []
  const bytes = await readChecked(readFile, folder, validation)
  return readValidationRows(bytes, manifest, `${folder}/${validation.path}`)
}
