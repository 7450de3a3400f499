import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { type Apart, RATINGS, type Ratings } from '../core/model/ratings.ts'
import { MOST_PHRASE, MOST_TOPICS, type TopicScore } from '../core/model/topics.ts'
import type { Report } from './background/activity.ts'
import type { CheckResult, UnknownKind } from './check-result.ts'
import { EFFECTS, isWord, TRUSTED_BY, WORDS } from './content/cover/stylesheet.ts'
import { Said } from './correct.ts'
import type { DeviceChoice } from './settings.ts'

export type PictureState = 'checking' | 'offensive' | Apart | 'fine' | 'unknown' | 'revealed' | 'blocked'

/** A picture on a page as the popup lists it. */
export interface PictureReport {
  /** Names it within its document. */
  id: number
  address: string
  kind: string
  state: PictureState
  probability: number | null
  ratings: Ratings
  text: string
  ms: number | null
  reason: string | null
  /** Why there is no verdict, and the host that may not be asked where it is that. */
  unknown: UnknownKind | null
  host: string | null
}

/** Whether the models are in memory. */
export type EngineState = 'idle' | 'loading' | 'ready'

/** Where a document is. */
interface Whereabouts {
  /** The tab's page; null where its address is hidden. */
  page: string | null
  /** Milliseconds since 1970 until which nothing is done there; null where it isn't paused. */
  pausedUntil: number | null
}

/** http(s) addresses are fetched by the engine; data addresses carry the picture, blob pictures come as data. */
export const Address = v.pipe(v.string(), v.maxLength(30_000_000), v.regex(/^(https?:\/\/|data:image\/)/i))
export const JobId = v.pipe(v.string(), v.maxLength(64))
export const Phrase = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_PHRASE))

/** What pictures are rated for. */
const rated = {
  ratings: v.array(v.picklist(RATINGS)),
  /** Phrases; one more than the settings have may be tried. */
  topics: v.optional(v.pipe(v.array(Phrase), v.maxLength(MOST_TOPICS + 1))),
}
const CorrectionId = v.pipe(v.string(), v.maxLength(64))
export const HexColour = v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/i))
/** UTF-16 units of a text that is judged. */
export const MOST_TEXT = 20_000
const Text = v.pipe(v.string(), v.maxLength(MOST_TEXT))

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))

const Word = v.pipe(v.string(), v.check(isWord))
const Words = v.object(v.entriesFromList(WORDS, Word))
const Trusted = v.object({ name: v.picklist(TRUSTED_BY), value: v.pipe(v.string(), v.maxLength(2000)) })
const PageLook = v.object({
  effect: v.picklist(EFFECTS),
  coverFirst: v.boolean(),
  trusted: v.pipe(v.array(Trusted), v.maxLength(200)),
})

/** For how long all of a page is shown where that is asked for. */
export const REVEAL_MS = 60_000

/**
 * What a look found: bytes to judge (and whether a first look saw lettering, where that was asked), a redirect, or all
 * that there is to say.
 */
export type Seen = CheckResult | { state: 'ready'; lettering?: boolean } | { state: 'redirect' }
/** "gone" where the bytes left the engine since the look, which may have been closed in between. */
export type Judged = CheckResult | { state: 'gone' }

/** A message's answer in the table below: a type alone, for the receiver is ours. */
const answer = <A>() => undefined as A

/** Every message of the extension, by direction and name: what the receiver checks, and what it answers. */
const messages = {
  /** The asking document gets its covers; `previous` is how they looked until now. */
  'content-to-background: cover-page': {
    payload: v.object({ words: Words, look: PageLook, previous: v.pipe(v.array(PageLook), v.maxLength(20)) }),
    answer: answer<null>(),
  },
  /** What a page can't know by itself: the address of the tab's page where it is a frame, and whether it is paused. */
  'content-to-background: where-am-i': { payload: v.object({}), answer: answer<Whereabouts>() },
  /** Nothing is done any more on the site of the tab's page. */
  'content-to-background: leave-site': {
    payload: v.object({ host: v.pipe(v.string(), v.maxLength(300)), path: v.string() }),
    answer: answer<null>(),
  },
  /** How many of a document's pictures are veiled now, and how many were judged, and veiled for it, since before. */
  'content-to-background: tally': {
    payload: v.object({ veiled: Count, judged: Count, flagged: Count }),
    answer: answer<null>(),
  },
  /** Somebody says what a verdict should have been; answered with the correction's id. */
  'content-to-background: correct': { payload: Said, answer: answer<string>() },
  'content-to-background: take-back': { payload: v.object({ id: CorrectionId }), answer: answer<null>() },
  'popup-to-background: correct': { payload: Said, answer: answer<string>() },
  'popup-to-background: take-back': { payload: v.object({ id: CorrectionId }), answer: answer<null>() },
  /** Another head, or other corrections. */
  'options-to-background: head-changed': { payload: v.object({}), answer: answer<null>() },
  'popup-to-background: check-by-hand': {
    payload: v.object({
      picture: v.optional(Address),
      text: v.optional(Text),
      /** Why, too, which takes longer. */
      explain: v.optional(v.boolean()),
      /** A phrase that is tried on it. */
      topic: v.optional(Phrase),
    }),
    answer: answer<CheckResult>(),
  },
  'popup-to-background: engine-state': { payload: v.object({}), answer: answer<EngineState>() },
  /** A small picture of what a page shows, as a data address; null where it can't be had without cookies. */
  'popup-to-background: preview': {
    payload: v.object({ address: Address, page: v.string(), unkept: v.optional(v.boolean()) }),
    answer: answer<string | null>(),
  },
  'options-to-background: report-activity': { payload: v.object({}), answer: answer<Report>() },
  /** Where the models are to compute: that document has no settings. */
  'offscreen-to-background: device-choice': { payload: v.object({}), answer: answer<DeviceChoice>() },
  /** Fetches one address, following no redirect, and leaves the bytes with the engine under the job's id. */
  'background-to-offscreen: look': {
    payload: v.object({
      id: JobId,
      address: Address,
      /** Whether the request carries the cookies of the picture's site. */
      cookies: v.boolean(),
      /** Whether a verdict from before will do. */
      recall: v.boolean(),
      /** Whether nothing of it may stay on the disk. */
      unkept: v.optional(v.boolean()),
      /** Whether what is kept by its address may be of another picture. */
      anew: v.optional(v.boolean()),
      /** Whether a first look has to tell if there is lettering. */
      glimpse: v.optional(v.boolean()),
      ...rated,
      background: v.optional(HexColour),
    }),
    answer: answer<Seen>(),
  },
  /** Without `picture` a text alone is judged; a `text` is taken instead of reading the picture. */
  'background-to-offscreen: judge': {
    payload: v.object({
      id: JobId,
      /** Whether it is about the picture that was left under this id. */
      picture: v.boolean(),
      text: v.optional(v.string()),
      ...rated,
      /** Whether to say what picture, text and words contributed. */
      explain: v.optional(v.boolean()),
      /** What isn't gives way to what is, at each of its steps. */
      urgent: v.boolean(),
    }),
    answer: answer<Judged>(),
  },
  /** A job that is being judged is urgent from now on. */
  'background-to-offscreen: urge': { payload: v.object({ id: JobId }), answer: answer<null>() },
  'background-to-offscreen: state': { payload: v.object({}), answer: answer<EngineState>() },
  'background-to-offscreen: cancel': { payload: v.object({ id: JobId }), answer: answer<null>() },
  /** The extension may ask more hosts than before. */
  'background-to-content: access-added': { payload: v.object({}), answer: answer<null>() },
  /** Another head judges from now on: what is shown is asked about again. */
  'background-to-content: head-changed': { payload: v.object({}), answer: answer<null>() },
  /** Says of the picture at an address what it should have been. */
  'background-to-content: correct': {
    payload: v.object({ address: v.string(), offensive: v.boolean() }),
    answer: answer<null>(),
  },
  /** Nothing is done in this tab until then. */
  'extension-to-content: paused': { payload: v.object({ until: v.nullable(v.number()) }), answer: answer<null>() },
  /** All that is covered is shown for so long. */
  'extension-to-content: reveal-all': { payload: v.object({ ms: v.number() }), answer: answer<null>() },
  /** Scrolls to a picture and shows it. */
  'popup-to-content: reveal': { payload: v.object({ id: v.number() }), answer: answer<null>() },
  /** How well a phrase fits one of the pictures; null where that can't be told. */
  'popup-to-content: try-topic': {
    payload: v.object({ id: v.number(), phrase: Phrase }),
    answer: answer<TopicScore | null>(),
  },
  /** Whether all that is covered is shown for a while. */
  'popup-to-content: is-revealed': { payload: v.object({}), answer: answer<boolean>() },
  'popup-to-content: report-page': { payload: v.object({}), answer: answer<PictureReport[]>() },
}

type Messages = typeof messages
export type MessageName = keyof Messages
export type Payload<N extends MessageName> = v.InferOutput<Messages[N]['payload']>
export type Answer<N extends MessageName> = Messages[N]['answer']

/** A picture that the engine is asked to fetch. */
export type Look = Payload<'background-to-offscreen: look'>
/** What the engine is asked to judge. */
export type Job = Payload<'background-to-offscreen: judge'>

export async function send<N extends MessageName>(name: N, payload: Payload<N>): Promise<Answer<N>> {
  // cut off by an update, it throws and doesn't reject
  return (await browser.runtime.sendMessage({ name, payload })) as Answer<N>
}

export function sendToTab<N extends MessageName>(
  tab: number,
  name: N,
  payload: Payload<N>,
  frameId = 0,
): Promise<Answer<N>> {
  return browser.tabs.sendMessage(tab, { name, payload }, { frameId }) as Promise<Answer<N>>
}

/** To the content scripts in all frames of a tab; what they answer is lost. */
export async function sendToFrames<N extends MessageName>(tab: number, name: N, payload: Payload<N>): Promise<void> {
  await browser.tabs.sendMessage(tab, { name, payload }).catch(() => {}) // none there
}

type Sender = browser.Runtime.MessageSender

/** The sender must be the context that the name's direction says, before the content is even looked at. */
function fromRightContext(name: MessageName, sender: Sender): boolean {
  if (sender.id !== browser.runtime.id) return false
  const ours = sender.url?.startsWith(browser.runtime.getURL('')) ?? true
  return name.startsWith('content-') ? sender.tab !== undefined : ours
}

export type Handlers = { [N in MessageName]?: (payload: Payload<N>, sender: Sender) => Promise<Answer<N>> }

/** Answers the messages that `handlers` names; all others are left to other contexts. */
export function receive(handlers: Handlers): void {
  browser.runtime.onMessage.addListener(((message: { name?: MessageName; payload?: unknown }, sender: Sender) => {
    const name = message?.name
    if (typeof name !== 'string' || !Object.hasOwn(handlers, name) || !Object.hasOwn(messages, name)) return undefined
    if (!fromRightContext(name, sender)) return Promise.reject(new Error(`"${name}" came from the wrong context`))
    const parsed = v.safeParse(messages[name].payload, message.payload)
    if (!parsed.success) return Promise.reject(new Error(`"${name}": ${parsed.issues[0].message}`))
    const handle = handlers[name] as (payload: unknown, sender: Sender) => Promise<unknown>
    return handle(parsed.output, sender)
  }) as browser.Runtime.OnMessageListenerAsync)
}
