import PQueue from 'p-queue'
import { type CheckResult, NotChecked, unknown } from '../check-result.ts'
import { within } from '../within.ts'
import type { EngineHost } from './engine-host.ts'
import type { Looked, Looker } from './looker.ts'
import type { Asker } from './request-rules.ts'

/** Pictures that are fetched at a time. */
const LOOKS = 6
/** One that takes longer gives its place to the next and goes on: six pictures that crawl hold up nobody. */
const LOOK_PLACE_MS = 2000
/** Redirects and the engine's start included; a request alone has less (30 s). */
const LOOK_LIMIT_MS = 40_000
/** Judging one picture that is urgent; the first one waits for the models, too. */
const JUDGE_LIMIT_MS = 60_000
/** From the question to the answer, waiting for one's turn included. */
const CHECK_LIMIT_MS = 5 * 60_000
/** How often a picture whose bytes were lost before its turn is fetched again. */
const ROUNDS = 3

/** What is to be checked: a picture, a text, or a picture with the text that it is said to have. */
interface Check {
  id: string
  address?: string
  text?: string
  /** What it stands on (#rrggbb). */
  background?: string
  /** What is kept by its address may be of another picture. */
  anew?: boolean
}

/** Checks in the order in which they are worth an answer. */
export interface Queue {
  /** Urgent ones (in the viewport, or by hand) go first. Every failure becomes "unknown" with its reason. */
  check(check: Check, urgent: boolean, asker: Asker): Promise<CheckResult>
  /** Takes a check out, whether it waits or is under way. */
  cancel(id: string): void
}

export interface QueueOptions {
  host: Pick<EngineHost, 'judge' | 'cancel'>
  looker: Looker
  /** How many pictures are judged at a time. */
  places: number
  /** Asked when a turn comes, so that it follows the settings. */
  wantsSexual(): Promise<boolean>
}

export function createQueue(options: QueueOptions): Queue {
  const { host } = options
  const looks = new PQueue({ concurrency: LOOKS })
  const judging = createJudging(options.places)
  const running = new Map<string, AbortController>()

  async function work(check: Check, urgent: boolean, signal: AbortSignal, asker: Asker) {
    const known = await recall(options, check, asker, signal)
    if (known) return known
    try {
      return await takeTurns(check, urgent, signal, asker)
    } finally {
      // also frees bytes that were fetched and never judged
      void host.cancel(check.id).catch(() => {})
    }
  }

  async function takeTurns(check: Check, urgent: boolean, signal: AbortSignal, asker: Asker) {
    const turn = { priority: urgent ? 1 : 0, signal }
    for (let round = 0; round < ROUNDS; round++) {
      const looked = await inPassing(looks, turn, () => look(options, check, asker, signal))
      if (looked.state !== 'ready') return looked
      const judged = await judging.add(urgent, () => judge(options, check, urgent, signal), signal)
      if (judged.state !== 'gone') return judged
    }
    throw new NotChecked('failed', 'was lost before its turn, several times')
  }

  async function run(check: Check, urgent: boolean, asker: Asker, controller: AbortController) {
    const { signal } = controller
    try {
      const worked = work(check, urgent, signal, asker)
      return await within(CHECK_LIMIT_MS, worked, (): CheckResult => late('did not have its turn in time'))
    } catch (error) {
      return unknown(error, signal)
    } finally {
      running.delete(check.id)
      controller.abort()
    }
  }

  return {
    check(check, urgent, asker) {
      const controller = new AbortController()
      running.set(check.id, controller)
      return run(check, urgent, asker, controller)
    },
    cancel: (id) => running.get(id)?.abort(),
  }
}

/** Adds to a queue what leaves its place when it is done or has had it for long enough. */
function inPassing<T>(queue: PQueue, turn: { priority: number; signal: AbortSignal }, work: () => Promise<T>) {
  return new Promise<T>((resolve, reject) => {
    const place = () => {
      const done = work()
      done.then(resolve, reject)
      return within(LOOK_PLACE_MS, done, () => undefined)
    }
    queue.add(place, turn).catch(reject)
  })
}

/** What is known waits for no turn. */
async function recall({ looker }: QueueOptions, check: Check, asker: Asker, signal: AbortSignal) {
  const picture = pictureOf(check)
  return picture && within(LOOK_LIMIT_MS, looker.recall(picture, asker, signal), () => late('took too long to look up'))
}

/** A text alone needs no look. */
async function look({ looker, wantsSexual }: QueueOptions, check: Check, asker: Asker, signal: AbortSignal) {
  const picture = pictureOf(check)
  if (!picture) return { state: 'ready' } as Looked
  const job = { ...picture, sexual: await wantsSexual() }
  return within(LOOK_LIMIT_MS, looker.look(job, asker, signal), () => late('took too long to fetch'))
}

function pictureOf({ id, address, text, background, anew }: Check) {
  // what was typed belongs to no picture
  return address === undefined ? undefined : { id, address, recall: text === undefined, background, anew }
}

async function judge(
  { host, wantsSexual }: QueueOptions,
  { id, address, text }: Check,
  urgent: boolean,
  signal: AbortSignal,
) {
  const job = { id, picture: address !== undefined, text, sexual: await wantsSexual(), urgent }
  const judged = host.judge(job, signal)
  // one that gives way to others takes as long as they take
  return urgent ? within(JUDGE_LIMIT_MS, judged, () => late('took too long to judge')) : judged
}

/** What waits to be judged: nothing is begun ahead while something urgent waits or is under way. */
function createJudging(places: number) {
  const urgentOnes = new PQueue({ concurrency: places })
  const others = new PQueue({ concurrency: places })
  urgentOnes.on('add', () => others.pause())
  urgentOnes.on('idle', () => others.start())
  return {
    /** A place is free again as soon as nobody waits for what is done in it. */
    add: <T>(urgent: boolean, work: () => Promise<T>, signal: AbortSignal) =>
      (urgent ? urgentOnes : others).add(() => unlessAborted(work(), signal), { signal }),
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function late(reason: string): CheckResult {
  return { state: 'unknown', kind: 'too-late', reason }
}
