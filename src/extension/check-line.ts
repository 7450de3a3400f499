import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { type CheckResult, unknown } from './check-result.ts'
import { gather } from './gather.ts'
import { createGlimpse, type Glimpse } from './glimpse.ts'
import { Address, HexColour, JobId, Phrase } from './protocol.ts'

/**
 * A page asks about its pictures on a line of its own, a port, where one message carries all that is said at one
 * moment: a message a picture costs a page that is scrolled through more than its pictures do.
 */
const NAME = 'checks'

const Question = v.object({
  id: JobId,
  address: Address,
  /** Whether it is in the viewport. */
  urgent: v.boolean(),
  /** The page loaded it again: what is kept by its address may be of another picture. */
  anew: v.optional(v.boolean()),
  /** Whether a first look at it is told, before the verdict. */
  glimpse: v.optional(v.boolean()),
  /** Why, too: it is judged again, for a verdict that is kept doesn't know. */
  explain: v.optional(v.boolean()),
  /** A phrase that is tried on it. */
  topic: v.optional(Phrase),
  /** What the picture stands on, for what it leaves transparent. */
  background: v.optional(HexColour),
})
export type Question = v.InferOutput<typeof Question>

/** From a page. An empty one keeps the background awake. */
const Asked = v.object({
  ask: v.pipe(v.array(v.looseObject({ id: JobId })), v.maxLength(10_000)),
  /** What has become urgent since it was asked. */
  urge: v.pipe(v.array(JobId), v.maxLength(10_000)),
  /** What the page doesn't wait for any more. */
  leave: v.pipe(v.array(JobId), v.maxLength(10_000)),
})
export interface Asked {
  ask: Question[]
  urge: string[]
  leave: string[]
}

/** From the background: a verdict or, before it, whether a first look saw lettering. */
export type Answered = { id: string } & ({ result: CheckResult } | { lettering: boolean })

/** A page's end; where the background is away, this starts it. Throws where an update has cut the page off. */
export function openLine(): browser.Runtime.Port {
  return browser.runtime.connect({ name: NAME })
}

export interface Answerer {
  check(question: Question, sender: browser.Runtime.MessageSender, glimpse: Glimpse): Promise<CheckResult>
  urge(id: string): void
  /** The page doesn't wait for it any more. */
  leave(id: string): void
  /** The page is gone. */
  cancel(id: string): void
}

/** The background's end of all lines. What nobody listens to any more is cancelled. */
export function answerLines(answerer: Answerer): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== NAME) return
    const { sender } = port
    if (sender?.id !== browser.runtime.id || sender.tab === undefined) return port.disconnect()
    const open = new Set<string>()
    const say = gather<Answered>((answers) => port.postMessage(answers))
    port.onMessage.addListener((message) => {
      const asked = v.safeParse(Asked, message)
      if (!asked.success) return port.disconnect()
      for (const id of asked.output.urge) if (open.has(id)) answerer.urge(id)
      for (const id of asked.output.leave) if (open.has(id)) answerer.leave(id)
      for (const question of asked.output.ask) {
        const { id } = question
        open.add(id)
        const glimpse = createGlimpse()
        void glimpse.seen.then((lettering) => open.has(id) && say({ id, lettering }))
        void answer(answerer, question, sender, glimpse).then((result) => {
          if (open.delete(id)) say({ id, result })
        })
      }
    })
    port.onDisconnect.addListener(() => {
      for (const id of open) answerer.cancel(id)
      open.clear()
    })
  })
}

async function answer(
  answerer: Answerer,
  asked: { id: string },
  sender: browser.Runtime.MessageSender,
  glimpse: Glimpse,
): Promise<CheckResult> {
  const question = v.safeParse(Question, asked)
  if (question.success) return answerer.check(question.output, sender, glimpse)
  const [issue] = question.issues
  return unknown(new Error(`could not be asked about: "${v.getDotPath(issue)}": ${issue.message}`))
}
