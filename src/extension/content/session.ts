import type { TopicScore } from '../../core/model/topics.ts'
import type { Said } from '../correct.ts'
import { type PictureReport, send } from '../protocol.ts'
import type { PageSettings } from '../site-settings.ts'
import { createCheck } from './check.ts'
import { type Cover, createCover, type Insert, type Wanted } from './cover/cover.ts'
import { MARK, type Words } from './cover/stylesheet.ts'
import { takeOver } from './cover/take-over.ts'
import { type Finding, findPictures } from './find/finder.ts'
import { shadowOf } from './find/shadow.ts'
import { type Growth, watchGrowth } from './growth.ts'
import { revealOnHover } from './hover.ts'
import { type Inputs, takeClicks } from './label/clicks.ts'
import { Labels } from './label/labels.ts'
import { removeLeftLayers } from './label/layer.ts'
import { createOverlays, type Overlays } from './label/overlays.ts'
import { createPanels } from './label/panels.ts'
import { Line } from './line.ts'
import { Pictures } from './pictures.ts'
import { siteOf } from './sites/index.ts'
import { createTally } from './tally.ts'

/** What runs in this page now: the session that covers and checks, or the one that only takes covers away. */
export interface Session {
  apply(settings: PageSettings): void
  /** The extension may ask more hosts than before. */
  accessAdded(): void
  /** Another head judges. */
  headChanged(): void
  /** Says what the picture at an address should have been. */
  correct(address: string, offensive: boolean): void
  /** Brings a picture of the report into view, and shows it. */
  reveal(id: number): void
  /** How well a phrase fits a picture of the report; null where that can't be told. */
  tryTopic(id: number, topic: string): Promise<TopicScore | null>
  /** What the popup is told. */
  report(): PictureReport[]
  stop(): void
}

async function takeBack(id: string): Promise<void> {
  await send('content-to-background: take-back', { id })
}

async function correct(said: Said): Promise<() => Promise<void>> {
  const id = await send('content-to-background: correct', said)
  return () => takeBack(id)
}

const lookOf = ({ effect, coverFirst }: PageSettings) => ({ effect, coverFirst: coverFirst !== 'none' })

/** What an instance that ran here before an update of the extension has left; its labels go. */
function takeOverPage(): Words | null {
  const left = takeOver(document)
  if (left) removeLeftLayers()
  return left
}

function createPageCover(wanted: Wanted, left: Words | null): Cover {
  const insert: Insert = async (words, look, previous) => {
    await send('content-to-background: cover-page', { words, look, previous })
  }
  return createCover(wanted, insert, left)
}

interface Told {
  pictures: Pictures
  labels: Labels
  overlays: Overlays
  growth: Growth
  cover: Cover
}

function findingFor({ pictures, labels, overlays, growth, cover }: Told): Finding {
  return {
    isKnown: pictures.has.bind(pictures),
    isSame: pictures.isSame.bind(pictures),
    onPicture: pictures.show.bind(pictures),
    onOther: overlays.note,
    onLoad: pictures.loaded.bind(pictures),
    onMark: pictures.holdMark.bind(pictures),
    onRemoved() {
      pictures.forgetGone()
      overlays.forgetGone()
      labels.wake()
    },
    onRestyled(elements) {
      growth.look(elements)
      labels.wake()
    },
    onShadowRoot: cover.adopt,
  }
}

/**
 * Finds, covers and checks pictures.
 * @param leaveSite from now on nothing is covered on this site
 */
export function coverAndCheck(settings: PageSettings, inputs: Inputs, leaveSite: () => void): Session {
  const controller = new AbortController()
  const { signal } = controller
  const cover = createPageCover(lookOf(settings), takeOverPage())
  const line = new Line()
  const overlays = createOverlays()
  const labels = new Labels(shadowOf, overlays, signal)
  const site = siteOf(location.hostname)
  const tally = createTally(() => pictures.reports(), signal)
  const shared = { check: createCheck(line), cover, labels, site, correct, takeBack, leaveSite, onChange: tally.wake }
  const pictures: Pictures = new Pictures(settings, shared)
  let isHoverWanted = settings.revealOnHover
  revealOnHover(labels, { peek: pictures.peek.bind(pictures) }, () => isHoverWanted, signal)
  const growth = watchGrowth(() => pictures.all(), signal)
  cover.adopt(document)
  findPictures(document, findingFor({ pictures, labels, overlays, growth, cover }), signal)
  takeClicks(labels, createPanels(labels, signal), inputs, signal)
  // answers that were on their way when a page was put away are lost
  const resume = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    line.renew()
    pictures.resume()
  }
  window.addEventListener('pageshow', resume, { signal })
  return {
    apply(changed) {
      isHoverWanted = changed.revealOnHover
      cover.apply(lookOf(changed))
      pictures.apply(changed)
    },
    accessAdded: () => pictures.accessAdded(),
    headChanged: () => pictures.judgeAnew(),
    correct: (address, offensive) => pictures.correct(address, offensive),
    reveal: (id) => pictures.reveal(id),
    tryTopic: (id, topic) => pictures.tryTopic(id, topic),
    report: () => pictures.report(),
    stop() {
      tally.close()
      controller.abort()
      pictures.close()
      line.renew()
      cover.close()
    },
  }
}

/** Switched off, this page still has the stylesheet that covers first: every picture is marked as it comes. */
export function uncover(): Session {
  const left = takeOverPage()
  // which tells the words to who comes next
  if (left) createPageCover({ effect: 'badge', coverFirst: false }, left).adopt(document)
  const controller = new AbortController()
  const mark = (element: Element) => element.hasAttribute(MARK) || element.setAttribute(MARK, '')
  const finding = {
    isKnown: () => false,
    isSame: () => false,
    onPicture: mark,
    onOther() {},
    onLoad() {},
    onMark: mark,
    onRemoved() {},
    onRestyled() {},
    onShadowRoot() {},
  }
  findPictures(document, finding, controller.signal)
  return {
    apply() {},
    accessAdded() {},
    headChanged() {},
    correct() {},
    reveal() {},
    tryTopic: async () => null,
    report: () => [],
    stop: () => controller.abort(),
  }
}
