import * as v from 'valibot'
import browser from 'webextension-polyfill'
import type { Verdict } from '../core/decide.ts'

/** What became of one picture; `device` is null for a verdict that was kept from before. Unknown is never silently fine: the reason is told. */
export type CheckResult = { state: 'judged'; verdict: Verdict; threshold: number; device: Device | null } | Unknown

/** `sexual` is there where the picture was looked at but its text could not be judged. */
interface Unknown {
  state: 'unknown'
  reason: string
  sexual?: number | null
}

export type Device = 'webgpu' | 'wasm'

/** http(s) addresses are fetched by the engine; data addresses carry the picture, blob pictures come as data. */
const Address = v.pipe(v.string(), v.maxLength(30_000_000), v.regex(/^(https?:\/\/|data:image\/)/i))
const JobId = v.pipe(v.string(), v.maxLength(64))

/** Every message of the extension, by direction and name, with the shape that the receiver checks. */
const messages = {
  'content-to-background: check-picture': v.object({ id: JobId, address: Address, urgent: v.boolean() }),
  'content-to-background: cancel-check': v.object({ id: JobId }),
  'popup-to-background: check-by-hand': v.object({
    picture: v.optional(Address),
    text: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  }),
  'background-to-offscreen: judge': v.object({
    id: JobId,
    address: v.optional(Address),
    text: v.optional(v.string()),
    sexual: v.boolean(),
  }),
  'background-to-offscreen: cancel': v.object({ id: JobId }),
  'popup-to-content: report-page': v.object({}),
} as const

export type MessageName = keyof typeof messages
export type Payload<N extends MessageName> = v.InferOutput<(typeof messages)[N]>

/** A picture on a page as the popup lists it. */
export interface PictureReport {
  address: string
  kind: string
  state: 'checking' | 'offensive' | 'sexual' | 'fine' | 'unknown' | 'revealed'
  probability: number | null
  sexual: number | null
  text: string
  ms: number | null
  reason: string | null
}

interface Responses {
  'content-to-background: check-picture': CheckResult
  'content-to-background: cancel-check': null
  'popup-to-background: check-by-hand': CheckResult
  'background-to-offscreen: judge': CheckResult
  'background-to-offscreen: cancel': null
  'popup-to-content: report-page': PictureReport[]
}
export type Response<N extends MessageName> = Responses[N]

export function send<N extends MessageName>(name: N, payload: Payload<N>): Promise<Response<N>> {
  return browser.runtime.sendMessage({ name, payload }) as Promise<Response<N>>
}

export function sendToTab<N extends MessageName>(tab: number, name: N, payload: Payload<N>): Promise<Response<N>> {
  return browser.tabs.sendMessage(tab, { name, payload }, { frameId: 0 }) as Promise<Response<N>>
}

type Sender = browser.Runtime.MessageSender

/** The sender must be the context that the name's direction says, before the content is even looked at. */
function fromRightContext(name: MessageName, sender: Sender): boolean {
  if (sender.id !== browser.runtime.id) return false
  const ours = sender.url?.startsWith(browser.runtime.getURL('')) ?? true
  return name.startsWith('content-') ? sender.tab !== undefined : ours
}

type Handlers = { [N in MessageName]?: (payload: Payload<N>, sender: Sender) => Promise<Response<N>> }

/** Answers the messages that `handlers` names; all others are left to other contexts. */
export function receive(handlers: Handlers): void {
  browser.runtime.onMessage.addListener(((message: { name?: MessageName; payload?: unknown }, sender: Sender) => {
    const name = message?.name
    if (!name || !Object.hasOwn(handlers, name) || !Object.hasOwn(messages, name)) return undefined
    if (!fromRightContext(name, sender)) return Promise.reject(new Error(`"${name}" came from the wrong context`))
    const parsed = v.safeParse(messages[name], message.payload)
    if (!parsed.success) return Promise.reject(new Error(`"${name}": ${parsed.issues[0].message}`))
    const handle = handlers[name] as (payload: unknown, sender: Sender) => Promise<unknown>
    return handle(parsed.output, sender)
  }) as browser.Runtime.OnMessageListenerAsync)
}
