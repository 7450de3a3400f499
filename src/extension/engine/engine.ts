import type { Judge } from '../../core/corrections/corrected-head.ts'
import type { Verdict } from '../../core/decide.ts'
import { DeviceError } from '../../core/device-error.ts'
import { imageHash } from '../../core/picture/image-hash.ts'
import { framesOf, type Picture } from '../../core/picture/pixels.ts'
import type { Pipeline } from '../../core/pipeline.ts'
import type { Proceed } from '../../core/proceed.ts'
import { type Asked, lookThrough, withLooked } from '../../core/topic-model.ts'
import { type Devices, toResult } from '../check-result.ts'
import type { EngineState, Job, Judged, Look, Seen } from '../protocol.ts'
import { type Name, nameOfAddress, nameOfBytes, type VerdictCache } from '../verdict-cache.ts'
import type { FetchPicture } from './fetch-picture.ts'
import { checkHeader } from './header.ts'
import { createJobs } from './jobs.ts'
import { createLeftPictures, type LeftPictures } from './left-pictures.ts'
import { createModels, type Generation, type ModelOptions, type Models } from './models.ts'
import { type Glance, seeLettering } from './see-lettering.ts'
import { createTurns } from './turns.ts'

/** What the engine is made of; each part can be another one in a test. */
export interface EngineOptions extends ModelOptions {
  cache: Pick<VerdictCache, 'recall' | 'remember'>
  fetchPicture: FetchPicture
  glance: Glance
  /** After so many milliseconds without a job the models leave memory; the next job brings them back. */
  idleMs: number
  /** Told after the models left memory. */
  onIdle?(): void
}

/**
 * Fetches and judges where the models live. In two calls, because many pictures may be fetched at a time and few are
 * judged at a time, and because bytes should travel between processes once at most: they stay here in between.
 */
export interface Engine {
  /** Fetches a picture; answers at once where its bytes are known. Every failure becomes "unknown" with its reason. */
  look(job: Look): Promise<Seen>
  /** Judges what `look` left under the job's id, or a text. Every failure becomes "unknown" with its reason. */
  judge(job: Job): Promise<Judged>
  /** Makes a job urgent that is being judged. */
  urge(id: string): void
  /** Ends a job and frees what it left: a picture that was scrolled away stops costing. */
  cancel(id: string): void
  state(): EngineState
  close(): Promise<void>
}

/** A picture between its two calls. */
interface Left {
  bytes: Uint8Array<ArrayBuffer>
  /** What it stands on (#rrggbb). */
  background?: string
  /** What its verdict is known by, beside its pixels. */
  names: Name[]
  unkept?: boolean
}

/** Ten of the largest pictures; what goes is fetched again at its turn. */
const MOST_LEFT_BYTES = 200_000_000
/** Longer than any check waits for its turn. */
const LEFT_MS = 6 * 60_000

export function createEngine(options: EngineOptions): Engine {
  const models = createModels(options)
  const left = createLeftPictures<Left>({ mostBytes: MOST_LEFT_BYTES, ms: LEFT_MS })
  let idleTimer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  /** Starts the idle time; while a job runs there is none. */
  function rest(): void {
    void models.closeReplaced()
    if (!closed) idleTimer = setTimeout(() => void unload().then(options.onIdle), options.idleMs)
  }
  const turns = createTurns()
  const jobs = createJobs({ onStart: () => clearTimeout(idleTimer), onRest: rest })
  async function replaceModels(): Promise<void> {
    models.replace()
    if (jobs.idle()) await models.closeReplaced()
  }
  function unload(): Promise<void> {
    left.clear()
    return replaceModels()
  }
  const unwatch = options.heads.onChange(replaceModels)
  // the towers stay: another head judges what they made
  const unwatchCorrections = options.heads.onCorrection(() => void models.current().judging.release())
  return {
    look: (job) => jobs.run(job.id, (signal) => lookAt(options, models.current(), left, job, signal)),
    judge: (job) =>
      jobs.run(job.id, (signal) => {
        const work = (proceed: Proceed) => judgeJob(options, models, left, job, proceed)
        return turns.take(job, work, signal)
      }),
    urge: turns.urge,
    cancel(id) {
      jobs.cancel(id)
      left.drop(id)
    },
    state: () => models.current().state(),
    async close() {
      closed = true
      unwatch()
      unwatchCorrections()
      jobs.cancelAll()
      clearTimeout(idleTimer)
      await unload()
    },
  }
}

/** Throws what went wrong. */
async function lookAt(
  { cache, fetchPicture, glance }: EngineOptions,
  generation: Generation,
  left: LeftPictures<Left>,
  { id, address, cookies, recall, unkept, anew, glimpse, background, ...rated }: Look,
  signal: AbortSignal,
): Promise<Seen> {
  const judge = await generation.judging.get()
  const asked = await askedOf(generation, rated)
  if (recall && !anew && asked.topics.length > 0) {
    // another topic is told by what is kept of the picture, without its bytes
    const [known] = await cache.recall([nameOfAddress(address, cookies, background)], judge, asked)
    if (known) return toResult(known, null)
  }
  const fetched = await fetchPicture({ address, cookies, anew, unkept }, signal)
  if (fetched.state === 'redirect') return fetched
  checkHeader(fetched.bytes)
  const names: Name[] = [{ name: await nameOfBytes(fetched.bytes, background) }]
  if (fetched.freshMs > 0) {
    names.push({ name: nameOfAddress(address, cookies, background), until: Date.now() + fetched.freshMs })
  }
  const [same] = recall ? await cache.recall([names[0].name], judge, asked) : []
  signal.throwIfAborted()
  if (!same) {
    left.leave(id, { bytes: fetched.bytes, background, names: recall ? names : [], unkept })
    if (!glimpse) return { state: 'ready' }
    const lettering = await seeLettering(glance(fetched.bytes, background), generation.reader)
    signal.throwIfAborted()
    return { state: 'ready', lettering }
  }
  if (!unkept) await cache.remember(names, same)
  return toResult(same, null)
}

async function askedOf(
  { scoring }: Generation,
  { ratings, topics = [] }: Pick<Job, 'ratings' | 'topics'>,
): Promise<Asked> {
  return { ratings, topics, model: await scoring() }
}

/** The models' verdict, unless another file of the same pixels has one. Throws what went wrong. */
async function judgeJob(
  { platform, cache }: EngineOptions,
  models: Models,
  left: LeftPictures<Left>,
  { id, picture, text, explain, ...rated }: Job,
  proceed: Proceed,
): Promise<Judged> {
  const generation = models.current()
  const found = picture ? left.take(id) : undefined
  if (picture && !found) return { state: 'gone' }
  const judge = await generation.judging.get()
  await proceed()
  const start = performance.now()
  const pixels = found && (await platform.decode(found.bytes, found.background, proceed))
  const decode = performance.now() - start
  await proceed()
  const hash = pixels && (await imageHash(pixels))
  const names = hash && found && found.names.length > 0 ? [...found.names, { name: hash }] : []
  const asked = await askedOf(generation, rated)
  const same =
    hash && names.length > 0
      ? await judgedBefore(cache, hash, { generation, judge, asked, pixels, proceed })
      : undefined
  if (same) {
    if (!found?.unkept) await cache.remember(names, same)
    return toResult(same, null)
  }
  // for nobody no models are loaded
  await proceed()
  const reads = pixels !== undefined && !pixels.blank && text === undefined
  const judged = await judgeOn(
    models,
    generation,
    { image: pixels, text, ...rated, explain, keep: true, proceed },
    reads,
  )
  judged.verdict.ms.decode = decode
  if (judged.verdict.fed) judged.verdict.fed.pixels = hash ?? null
  if (!found?.unkept) await cache.remember(names, judged.verdict)
  return toResult(judged.verdict, judged.devices)
}

interface Before {
  generation: Generation
  judge: Judge
  asked: Asked
  pixels: Picture
  proceed: Proceed
}

/** What is kept of the pixels, looked through for what wasn't asked then; undefined where it has to be judged. */
async function judgedBefore(
  cache: EngineOptions['cache'],
  hash: string,
  { generation, judge, asked, pixels, proceed }: Before,
): Promise<Verdict | undefined> {
  const [same] = await cache.recall([hash], judge, asked)
  if (same || asked.topics.length === 0) return same
  const [judged] = await cache.recall([hash], judge, { ...asked, topics: [] })
  if (!judged) return undefined
  try {
    return withLooked(judged, await lookThrough(generation.topics, framesOf(pixels), asked.topics, proceed), true)
  } catch (error) {
    // judged anew, it finds other models
    if (error instanceof DeviceError) return undefined
    throw error
  }
}

/** WebGPU may be lost, and then the memory of what WASM loads instead. */
const TRIES = 3

/** By a generation's models or, where the device under them gave out, by the next one's. */
async function judgeOn(
  models: Models,
  generation: Generation,
  input: Parameters<Pipeline['judge']>[0],
  reads: boolean,
  tries = TRIES,
): Promise<{ verdict: Verdict; devices: Devices }> {
  const { judging, pipeline, reader, towersDevice, readerDevice } = generation
  try {
    // side by side with the towers; who needs it hears of a failure
    if (reads) reader.get().catch(() => {})
    const judge = await judging.get()
    const verdict = await (await pipeline.get()).judge({ ...input, judge })
    const devices = { towers: await towersDevice(), reader: reads ? readerDevice() : null }
    return { verdict, devices }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    models.replace(generation)
    if (tries === 1) throw error
    return judgeOn(models, models.current(), input, reads, tries - 1)
  }
}
