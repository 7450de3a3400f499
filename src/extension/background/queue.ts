import PQueue from 'p-queue'
import type { Message } from '../../core/say.ts'
import type { Asked } from '../../core/topic-model.ts'
import { type CheckResult, NotChecked, unknown } from '../check-result.ts'
import { createGlimpse, type Glimpse } from '../glimpse.ts'
import type { Judged } from '../protocol.ts'
import { Urgency } from '../urgency.ts'
import { within } from '../within.ts'
import type { EngineHost } from './engine-host.ts'
import { createJudging } from './judging.ts'
import type { Looked, Looker } from './looker.ts'
import type { Asker } from './request-rules.ts'
import type { Check, Running } from './running.ts'
import { createSharing, type Sharing } from './sharing.ts'

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

/** Checks in the order in which they are worth an answer. */
export interface Queue {
  /** Urgent ones (in the viewport, or by hand) go first. Every failure becomes "unknown" with its reason. */
  check(check: Check, urgent: boolean, asker: Asker, glimpse?: Glimpse): Promise<CheckResult>
  /** Makes a check urgent, whether it waits or is under way. */
  urge(id: string): void
  /** Takes a check out, whether it waits or is under way. */
  cancel(id: string): void
  /** Takes a check out that waits. One that is judged goes on: who scrolls without a rest would see no verdict ever. */
  leave(id: string): void
  /** Another head judges: what is asked from now on gets no answer of the one before. */
  renew(): void
  /** How many checks wait or are under way. */
  size(): number
}

export interface QueueOptions {
  host: Pick<EngineHost, 'judge' | 'urge' | 'cancel'>
  looker: Looker
  /** How many pictures are judged at a time. */
  places: number
  /** What pictures are rated for, as the settings want it when a turn comes; `tried` are phrases beside theirs. */
  asked(tried?: string[]): Promise<Asked>
}

export function createQueue(options: QueueOptions): Queue {
  const looks = new PQueue({ concurrency: LOOKS })
  const judging = createJudging(options.places)
  const same = createSharing()
  const running = new Map<string, { one: Running; controller: AbortController }>()
  const cancel = (id: string) => running.get(id)?.controller.abort()

  async function takeTurns(one: Running): Promise<CheckResult> {
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const looked = await inPassing(looks, one, () => look(options, one))
        if (looked.state !== 'ready') return looked
        if (looked.lettering !== undefined) one.glimpse.tell(looked.lettering)
        const judged = await judging.add(one.urgency, (urgency) => judge(options, one, urgency), one.signal)
        if (judged.state !== 'gone') return judged
      }
      throw new NotChecked('failed', ['reasonLost'])
    } finally {
      // also frees bytes that were fetched and never judged
      void options.host.cancel(one.check.id).catch(() => {})
    }
  }

  return {
    async check(check, urgent, asker, glimpse = createGlimpse()) {
      const controller = new AbortController()
      const one = { check, asker, urgency: new Urgency(urgent), glimpse, signal: controller.signal, isJudged: false }
      running.set(check.id, { one, controller })
      try {
        const work = () => takeTurns(one)
        return await within(CHECK_LIMIT_MS, answer(options, same, one, work), () => late(['reasonNoTurn']))
      } catch (error) {
        return unknown(error, one.signal)
      } finally {
        running.delete(check.id)
        controller.abort()
      }
    },
    urge(id) {
      const one = running.get(id)?.one
      if (one && !one.signal.aborted) one.urgency.raise()
    },
    cancel,
    leave(id) {
      if (!running.get(id)?.one.isJudged) cancel(id)
    },
    renew: same.renew,
    size: () => running.size,
  }
}

/** What is known, else what comes of `work`, shared with who asks the same. */
async function answer(options: QueueOptions, same: Sharing, one: Running, work: () => Promise<CheckResult>) {
  const known = await recall(options, one)
  return known ?? same.share(one, await options.asked(), work)
}

/** Adds to a queue what leaves its place when it is done or has had it for long enough. */
function inPassing<T>(queue: PQueue, { check, urgency, signal }: Running, work: () => Promise<T>): Promise<T> {
  const { id } = check
  return new Promise((resolve, reject) => {
    // one that is given up is in the queue no longer, and may be followed for a moment more
    const stop = urgency.onRaise(() => signal.aborted || queue.setPriority(id, 1))
    const place = () => {
      stop()
      const done = work()
      done.then(resolve, reject)
      return within(LOOK_PLACE_MS, done, () => undefined)
    }
    queue.add(place, { id, priority: urgency.isUrgent ? 1 : 0, signal }).catch(reject)
  })
}

/** What is known waits for no turn. */
async function recall({ looker }: QueueOptions, { check, asker, signal }: Running) {
  const picture = pictureOf(check)
  // what is tried was hardly scored before
  if (!picture || check.topics) return undefined
  return within(LOOK_LIMIT_MS, looker.recall(picture, asker, signal), () => late(['reasonLateFound']))
}

/** A text alone needs no look. */
async function look({ looker, asked }: QueueOptions, { check, asker, signal }: Running): Promise<Looked> {
  const picture = pictureOf(check)
  if (!picture) return { state: 'ready' }
  const job = { ...picture, ...asPayload(await asked(check.topics)) }
  return within(LOOK_LIMIT_MS, looker.look(job, asker, signal), () => late(['reasonLateFetched']))
}

function pictureOf({ id, address, text, background, anew, glimpse, explain }: Check) {
  if (address === undefined) return undefined
  // what was typed belongs to no picture, and what is kept knows no reasons
  return { id, address, recall: text === undefined && !explain, background, anew, glimpse }
}

/** @param urgency that of its place, which may come later than that of the check */
async function judge({ host, asked }: QueueOptions, one: Running, urgency: Urgency): Promise<Judged> {
  const { id, address, text, explain, topics } = one.check
  one.isJudged = true
  const rated = asPayload(await asked(topics))
  const job = { id, picture: address !== undefined, text, ...rated, explain, urgent: urgency.isUrgent }
  const judged = host.judge(job, one.signal).finally(() => {
    one.isJudged = false
  })
  const inTime = () => within(JUDGE_LIMIT_MS, judged, () => late(['reasonLateJudged']))
  if (job.urgent) return inTime()
  // one that gives way to others takes as long as they take
  return new Promise<Judged>((resolve, reject) => {
    judged.then(resolve, reject)
    urgency.onRaise(() => {
      // told both ways, for the job may not be with the engine yet
      job.urgent = true
      void host.urge(id).catch(() => {})
      inTime().then(resolve, reject)
    })
  })
}

const asPayload = ({ ratings, topics }: Asked) => ({ ratings: [...ratings], topics: [...topics] })

function late(reason: Message): CheckResult {
  return { state: 'unknown', kind: 'too-late', reason }
}
