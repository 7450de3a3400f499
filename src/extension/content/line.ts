import type browser from 'webextension-polyfill'
import { type Answered, type Asked, openLine, type Question } from '../check-line.ts'
import { type CheckResult, type Unknown, unknown } from '../check-result.ts'
import type { Glimpse } from '../glimpse.ts'
import type { Urgency } from '../urgency.ts'

/** The background may die with a question in flight (Chrome stops idle workers at will): it is asked again. */
const TRIES = 5
const PAUSE_MS = 400
/** An idle background is stopped after 30 s, and a judging one may seem idle to the browser. */
const AWAKE_MS = 15_000
/** A message has a limit of 64 MB in Chrome. */
const MOST_CHARACTERS = 30_000_000

const LOST = 'could not be checked: the extension gave no answer'

/** True once an update or removal of the extension has cut this content script off. */
export function orphaned(): boolean {
  return !globalThis.chrome?.runtime?.id
}

/** How urgent it is may change while it is open. */
type Asking = Omit<Question, 'id' | 'urgent'>

interface Open {
  question: Asking
  glimpse?: Glimpse
  urgency: Urgency
  signal: AbortSignal
  tries: number
  settle(result: CheckResult): void
}

const CANCELLED: Unknown = { state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] }

const NOTHING: Asked = { ask: [], urge: [], leave: [] }

/** This page's questions to the background. A port is open while there are any. */
export class Line {
  private port: browser.Runtime.Port | null = null
  private readonly open = new Map<string, Open>()
  private asked: string[] = []
  private urged: string[] = []
  private left: string[] = []
  private timer: ReturnType<typeof setInterval> | undefined

  /** Never rejects. Aborting tells the background that this page waits no more. */
  ask(question: Asking, urgency: Urgency, signal: AbortSignal, glimpse?: Glimpse): Promise<CheckResult> {
    if (signal.aborted) return Promise.resolve(CANCELLED)
    return new Promise((settle) => this.put({ question, urgency, signal, glimpse, tries: 0, settle }))
  }

  /** The port may be dead without a word, as after a stay in the back/forward cache: the next question opens one. */
  renew(): void {
    this.port?.disconnect()
    this.port = null
  }

  /** Under a new name each time: the background may still be busy with giving up the one before. */
  private put(one: Open): void {
    one.tries++
    const id = crypto.getRandomValues(new Uint32Array(3)).join('-')
    this.open.set(id, one)
    const leave = () => {
      one.settle(CANCELLED)
      if (this.open.delete(id)) this.note(this.left, id)
    }
    one.signal.addEventListener('abort', leave, { once: true })
    one.urgency.onRaise(() => this.note(this.urged, id))
    this.note(this.asked, id)
  }

  /** What is said at one moment goes in one message. */
  private note(list: string[], id: string): void {
    if (this.asked.length + this.urged.length + this.left.length === 0) queueMicrotask(() => this.speak())
    list.push(id)
  }

  private speak(): void {
    const asked = new Set(this.asked)
    const urge = this.urged.filter((id) => !asked.has(id) && this.open.has(id))
    const leave = this.left.filter((id) => !asked.has(id))
    const ask = [...asked].flatMap((id) => {
      const one = this.open.get(id)
      return one ? { id, ...one.question, urgent: one.urgency.isUrgent } : []
    })
    this.asked = []
    this.urged = []
    this.left = []
    try {
      const [first = [], ...rest] = inParts(ask)
      if (first.length > 0) this.connect()
      if (first.length + urge.length + leave.length > 0) this.port?.postMessage({ ask: first, urge, leave })
      for (const part of rest) this.port?.postMessage({ ...NOTHING, ask: part })
    } catch {
      this.lose()
    }
  }

  private connect(): void {
    if (this.port) return
    const port = openLine()
    this.port = port
    port.onMessage.addListener((answers) => this.hear(answers as Answered[]))
    port.onDisconnect.addListener(() => this.port === port && this.lose())
    this.timer ??= setInterval(() => this.stayAwake(), AWAKE_MS)
  }

  private hear(answers: Answered[]): void {
    for (const answer of answers) {
      const one = this.open.get(answer.id)
      if ('lettering' in answer) one?.glimpse?.tell(answer.lettering)
      else {
        one?.settle(answer.result)
        this.open.delete(answer.id)
      }
    }
  }

  /** What is open is asked again, or given up. */
  private lose(): void {
    this.port = null
    const lost = [...this.open.values()]
    this.open.clear()
    const again = lost.filter(({ tries }) => tries < TRIES && !orphaned())
    for (const one of lost) if (!again.includes(one)) one.settle(unknown(new Error(LOST)))
    if (again.length === 0) return
    const pause = PAUSE_MS * Math.max(...again.map(({ tries }) => tries))
    setTimeout(() => {
      for (const one of again) if (!one.signal.aborted) this.put(one)
    }, pause)
  }

  private stayAwake(): void {
    if (this.open.size > 0) return void this.port?.postMessage(NOTHING)
    clearInterval(this.timer)
    this.timer = undefined
    this.renew()
  }
}

/** Questions that carry whole pictures may be too much for one message. */
function* inParts(questions: Question[]): Generator<Question[]> {
  let part: Question[] = []
  let characters = 0
  for (const question of questions) {
    characters += question.address.length
    if (part.length > 0 && characters > MOST_CHARACTERS) {
      yield part
      part = []
      characters = question.address.length
    }
    part.push(question)
  }
  if (part.length > 0) yield part
}
