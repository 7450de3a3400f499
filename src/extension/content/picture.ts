import { totalMs, type Verdict } from '../../core/decide.ts'
import { addedTo, isRated, ratedFor, scoreOf } from '../../core/model/ratings.ts'
import { highestScores, type TopicScore } from '../../core/model/topics.ts'
import { say } from '../../runtime/browser/say.ts'
import { type CheckResult, reasonOf } from '../check-result.ts'
import { type Said, saidOf } from '../correct.ts'
import type { PictureReport } from '../protocol.ts'
import type { PageSettings } from '../site-settings.ts'
import { Urgency } from '../urgency.ts'
import { type Appearance, appearance, type Flags, isFlagged, ratingsOf, worst } from './appearance.ts'
import type { Check } from './check.ts'
import type { Cover } from './cover/cover.ts'
import { PICTURES, type Word } from './cover/stylesheet.ts'
import { isDirect, isWhole, type Source } from './find/kinds.ts'
import { createFirstLooks } from './first-looks.ts'
import type { Label } from './label/label.ts'
import type { Reasons } from './label/reasons.ts'
import type { Hold, Posts } from './posts.ts'
import type { Site } from './sites/site.ts'
import { anchorOf, isBroken, isSmall } from './size.ts'
import { Verdicts } from './verdicts.ts'

/** What a picture needs of its page. */
export interface Surroundings {
  check: Check
  cover: Cover
  label: Label
  /** The site's own rules; null where none are known. */
  site: Pick<Site, 'ignores' | 'post'> | null
  posts: Posts
  /** Takes down what is said of a verdict; what comes back takes it back. */
  correct(said: Said): Promise<() => Promise<void>>
  takeBack(correction: string): Promise<void>
  /** From now on nothing is covered on this site. */
  leaveSite(): void
  /** Whether it is open, or left alone, may have changed. */
  onChange(picture: Picture): void
}

/** Twenty that were never judged take so long. */
const TRY_LIMIT_MS = 120_000

/** One element that shows pictures: their addresses, what is known of them, and how the element is covered. */
export class Picture {
  private static count = 0
  /** Names it within its document. */
  readonly id = Picture.count++
  private sources: Source[] = []
  private readonly verdicts = new Verdicts(this.ask.bind(this), () => {
    this.page.onChange(this)
    this.draw()
  })
  private readonly firstLooks = createFirstLooks({
    isLoaded: () => !(this.element instanceof HTMLImageElement) || this.element.complete,
    onChange: () => this.draw(),
  })
  private choice: Flags['choice'] = null
  private isPeeked = false
  private ignored = true
  private near = false
  private inView = false
  /** How often the element has loaded what it shows. */
  private loads = 0
  /** The element is covered as a whole, or only its CSS pictures, so that links and forms in it go on working. */
  private isWhole = true
  /** Its cover must not lift it over what the page paints there. */
  private isFlat = false
  /** What carries the marks; several pictures of an SVG's filter may share it. */
  readonly veiled: Element
  /** The box that stands for the picture. */
  readonly anchor: Element

  constructor(
    readonly element: Element,
    private settings: PageSettings,
    private readonly page: Surroundings,
  ) {
    this.anchor = anchorOf(element)
    // a filter primitive can't be covered itself
    this.veiled = element.localName === 'feImage' ? this.anchor : element
  }

  /** The element shows these now: another address is another picture. */
  refresh(found: Source[]): void {
    const sources = isBroken(this.element) ? found.filter(({ kind }) => kind !== 'img') : found
    const addresses = new Set(sources.map(({ address }) => address))
    const gone = this.sources.filter(({ address }) => !addresses.has(address))
    const changed = addresses.size !== this.sources.length || gone.length > 0
    this.sources = sources
    const replaced = this.element.matches('img, video, image, feImage, input, object, embed, canvas')
    this.isWhole = replaced || sources.some(({ kind }) => isWhole(kind))
    if (changed) {
      this.verdicts.keep(addresses)
      for (const { address } of gone) this.firstLooks.forget(address)
      this.choice = null
      this.loads = 0
      this.page.cover.forgive(this.veiled)
    }
    const before = this.ignored
    if (changed || before) this.look()
    if (changed || this.ignored !== before) this.update()
    else this.holdMark()
  }

  /** Whether this address is one of its pictures, and shown: neither broken nor left alone. */
  shows(shown: string): boolean {
    return !this.ignored && !isBroken(this.element) && this.sources.some(({ address }) => address === shown)
  }

  /** The element loaded: a second time, its address may be of another picture. */
  loaded(): void {
    if (++this.loads < 2) return
    this.verdicts.cancel()
    this.verdicts.forget(() => true)
    for (const { address } of this.sources) this.firstLooks.forget(address)
    this.choice = null
    this.update()
  }

  /** Marks it again where its mark is gone. */
  holdMark(): void {
    this.page.cover.hold(this.veiled, this.words)
  }

  /** What it wants to be marked by. */
  get words(): Word[] {
    return this.marks(this.appearance())
  }

  /** Its size may be another one now. */
  measure(): void {
    const before = this.ignored
    this.look()
    if (this.ignored !== before) this.update()
  }

  /** What is too small is left alone; it is looked at again when it grows. */
  private look(): void {
    const { element, settings } = this
    // in a folded post nothing has a size
    if (this.page.posts.isFolded(this.element)) return
    this.ignored = this.sources.length === 0 || isSmall(element, settings.minimumSize) || this.isSites()
  }

  private update(): void {
    this.page.onChange(this)
    this.request()
    this.draw()
  }

  /** Whether there is something to ask about it. */
  get isOpen(): boolean {
    return !this.ignored && !this.settings.coverAll && this.sources.some(({ address }) => this.verdicts.isOpen(address))
  }

  /** Avatars, emoji and icons of a site that is known. */
  private isSites(): boolean {
    const { site } = this.page
    return site !== null && this.sources.every(({ address }) => site.ignores(this.element, address))
  }

  get isLeftAlone(): boolean {
    return this.ignored
  }

  /** Nearness to the viewport: far pictures wait, and leave the queue when they scroll away; those in view go first. */
  approach(near: boolean, urgent: boolean): void {
    this.near = near
    this.inView = urgent
    if (near) this.request()
    else this.verdicts.cancel()
  }

  apply(settings: PageSettings): void {
    // a verdict from before says nothing of what is asked for now
    const added = addedTo(ratedFor(this.settings), ratedFor(settings))
    this.verdicts.forget((result) => !isRated(ratingsOf(result), { ...added, topics: [] }))
    // told soon, and no reason to cover a page that was judged
    this.verdicts.outdate((result) => !isRated(ratingsOf(result), added))
    if (added.ratings.length + added.topics.length > 0) this.verdicts.cancel()
    this.settings = settings
    this.look()
    this.update()
  }

  /** Questions that were under way when the page was put away are asked again: their answers may be lost. */
  resume(): void {
    this.verdicts.cancel()
    this.request(true)
  }

  /** The extension may ask more hosts than before: what had failed for that is asked for again. */
  accessAdded(): void {
    this.verdicts.forget((result) => result.state === 'unknown' && result.kind === 'no-access')
    this.update()
  }

  private request(urgent = this.inView): void {
    if (!this.near || this.ignored || this.settings.coverAll) return
    const addresses = this.sources.map(({ address }) => address)
    void this.verdicts.request(addresses, urgent)
  }

  private ask(address: string, urgency: Urgency, signal: AbortSignal): Promise<CheckResult> {
    const glimpse = this.settings.coverFirst === 'lettering' ? this.firstLooks.at(address) : undefined
    return this.page.check({ ...this.question(address), urgency, glimpse }, signal)
  }

  private question(address: string) {
    const { element, loads } = this
    const direct = this.sources.some((source) => source.address === address && isDirect(source.kind))
    return { element, address, direct, anew: loads > 1 }
  }

  /** Another head judges: what is known stays until it is known anew. */
  judgeAnew(): void {
    this.verdicts.cancel()
    this.verdicts.outdate(() => true)
    this.page.onChange(this)
    this.request(true)
  }

  /** Says what the picture at an address should have been; nothing where there is no verdict on it. */
  correctAt(address: string, offensive: boolean): void {
    const result = this.verdicts.get(address)
    if (result?.state === 'judged') void this.correct(result.verdict, offensive)
  }

  /** How well a phrase fits the picture; of several the most. Null where that can't be told. */
  async tryTopic(topic: string): Promise<TopicScore | null> {
    const signal = AbortSignal.timeout(TRY_LIMIT_MS)
    const urgency = new Urgency(true)
    const asked = this.shown().map(({ address }) => ({ ...this.question(address), urgency, topic }))
    const results = await Promise.all(asked.map((one) => this.page.check(one, signal)))
    const scores = results.flatMap((result) => scoreOf(ratingsOf(result), topic) ?? [])
    return highestScores(scores.map((score) => [score]))[0] ?? null
  }

  /** A picture of the style that its server doesn't have shows nothing, as a broken <img> does. */
  private shown(): Source[] {
    const isMissing = ({ kind, address }: Source) => {
      const result = this.verdicts.get(address)
      return !isDirect(kind) && result?.state === 'unknown' && result.kind === 'missing'
    }
    return this.sources.filter((source) => !isMissing(source))
  }

  private result(): CheckResult | null {
    return worst(
      this.settings,
      this.shown().map(({ address }) => this.verdicts.get(address)),
    )
  }

  private appearance(): Appearance {
    const eligible = !this.ignored && this.shown().length > 0
    const plain = this.sources.every(({ address }) => this.verdicts.get(address) || this.firstLooks.isPlain(address))
    return appearance(this.settings, this.result(), { eligible, choice: this.choice, plain, peeked: this.isPeeked })
  }

  /** Without any mark, by what it is; a picture that comes from its style or without a type is not. */
  private get isCoveredFirst(): boolean {
    return this.settings.coverFirst !== 'none' && this.veiled.matches(PICTURES)
  }

  private marks({ covered, state }: Appearance): Word[] {
    if (!covered) return ['shown']
    // what covers first covers these without a mark, also where the page takes marks away
    if (this.isWhole && this.isFlat) return ['flat']
    if (this.isWhole) return state === 'checking' && this.isCoveredFirst ? [] : ['veiled']
    const pseudo = this.sources.some(({ kind }) => kind === 'before' || kind === 'after')
    const own = this.sources.some(({ kind }) => kind !== 'before' && kind !== 'after')
    return [...(own ? (['background'] as const) : []), ...(pseudo ? (['pseudo'] as const) : [])]
  }

  private draw(): void {
    const look = this.appearance()
    const { cover, label, posts } = this.page
    cover.mark(this.veiled, this.marks(look))
    posts.hold(this, this.wantedOfPost(look))
    if (look.caption === null || posts.isFolded(this.element)) {
      label.hide()
      return
    }
    const shown = { caption: look.caption, covering: look.covered, whole: this.isWhole }
    const toggle = this.settings.effect === 'badge' ? null : () => this.toggle()
    const flatten = look.covered && this.canLieFlat ? () => this.flatten() : undefined
    label.show(shown, { toggle, flatten, reasons: this.reasons() })
  }

  /** What comes back takes it back. */
  private async correct(verdict: Verdict, offensive: boolean): Promise<() => Promise<void>> {
    const said = saidOf(verdict, this.settings, offensive)
    if (!said) return async () => {}
    // what was shown or covered by hand was so by the verdict before
    this.choice = null
    return this.page.correct(said)
  }

  /** What its label can tell. */
  private reasons(): Reasons | undefined {
    const { settings, page } = this
    const result = this.result()
    if (!result) return undefined
    const verdict = result.state === 'judged' ? result.verdict : null
    const { corrected } = verdict ?? {}
    const { address } = this.told(result)
    const asked = { ...this.question(address), explain: true }
    return {
      result,
      sensitivity: settings,
      explain: (signal) => page.check({ ...asked, urgency: new Urgency(true) }, signal),
      correct: verdict?.fed ? (offensive) => this.correct(verdict, offensive) : null,
      takeBack: corrected ? () => page.takeBack(corrected.id) : null,
      leaveSite: page.leaveSite,
    }
  }

  /** Of all that it shows, what a result is of. */
  private told(result: CheckResult | null): Source {
    return this.sources.find(({ address }) => this.verdicts.get(address) === result) ?? this.sources[0]
  }

  private wantedOfPost({ covered, state, caption }: Appearance): Hold | null {
    const { unit } = this.settings
    if (!covered || !isFlagged(state) || unit === 'picture') return null
    const post = this.page.site?.post(this.element)
    if (!post || (unit === 'fold' && this.page.posts.isOpened(post))) return null
    return { post, folded: unit === 'fold' ? this.folded(caption ?? '') : null }
  }

  private folded(caption: string): Hold['folded'] {
    return { caption, onToggle: () => this.toggle(), reasons: this.reasons() }
  }

  private get canLieFlat(): boolean {
    return this.isWhole && !this.isFlat && this.element.matches('img, video, input, canvas')
  }

  private flatten(): void {
    this.isFlat = true
    this.draw()
  }

  private toggle(): void {
    this.choice = this.appearance().covered ? 'show' : 'cover'
    this.page.onChange(this)
    this.draw()
  }

  /** Shows it, whatever covers it. */
  reveal(): void {
    if (this.appearance().covered) this.toggle()
  }

  /** Shows it while the pointer is on it. */
  peek(shown: boolean): void {
    this.isPeeked = shown
    this.draw()
  }

  /** Gives the element back to the page, without any cover; one that is gone may come back with another picture. */
  release(): void {
    this.verdicts.cancel()
    this.page.label.hide()
    this.page.posts.hold(this, null)
    this.page.cover.mark(this.veiled, this.veiled.isConnected ? ['shown'] : [])
  }

  report(): PictureReport | null {
    if (this.ignored || this.sources.length === 0) return null
    const result = this.result()
    const verdict = result?.state === 'judged' ? result.verdict : null
    const unknown = result?.state === 'unknown' ? result : null
    const told = this.told(result)
    return {
      id: this.id,
      address: told.address.slice(0, 2000),
      kind: told.kind,
      state: this.appearance().state,
      probability: verdict?.probability ?? null,
      ratings: ratingsOf(result),
      text: verdict?.text ?? '',
      ms: verdict && totalMs(verdict.ms),
      reason: unknown && reasonOf(say, unknown),
      unknown: unknown?.kind ?? null,
      host: unknown?.host ?? null,
    }
  }
}
