import type { BrowserName } from '../../scripts/find-browser.mjs'

export type { BrowserName }

interface Point {
  x: number
  y: number
}

/** One page of either browser, with the few calls that the demo and the tests need. */
export interface Page {
  goto(address: string): Promise<void>
  /** Runs a function in the page; it must not refer to anything outside itself. */
  evaluate<T, A = undefined>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T>
  /** Of the whole page, or of one element. */
  screenshot(path: string, selector?: string): Promise<void>
  press(key: string): Promise<void>
  click(x: number, y: number): Promise<void>
  /** Moves the mouse there, and lets it rest. */
  move(x: number, y: number): Promise<void>
  /** Presses at one point, and lets go at another. */
  drag(from: Point, to: Point): Promise<void>
  /** A finger that touches there, and stays for so long. */
  touch(x: number, y: number, ms: number): Promise<void>
  setFile(selector: string, path: string): Promise<void>
  /** Chrome: milliseconds that the page's main thread has worked so far. */
  workedMs?(): Promise<number>
  /** Chrome: what a screen reader is told, in the order of the page. */
  spoken?(): Promise<Spoken[]>
  close(): Promise<void>
}

/** A node of the accessibility tree. */
interface Spoken {
  role: string
  name: string
}

/** A real browser with the extension installed. */
export interface Browser {
  name: BrowserName
  newPage(): Promise<Page>
  /**
   * An extension page, the popup unless another is named, from which the extension's API can be called. It comes in
   * front, and Firefox hardly tells a hidden tab which of its pictures are near: a page whose pictures matter is opened
   * after it.
   */
  extensionPage(path?: string): Promise<Page>
  /** Loads the extension anew from its folder, as after an update; its open pages close. */
  reload(): Promise<void>
  /** Chrome: stops the service worker, as the browser does when it likes; returns how many there were. */
  killWorker?(): Promise<number>
  /** Chrome: ends the process that WebGPU is in; every page loses its device, as when a driver is reset. */
  crashGpu?(): Promise<void>
  /** Chrome: leaves the extension no room to keep anything, or takes that back. */
  fillDisk?(isFull: boolean): Promise<void>
  /** Ends the browser at once, as a loss of power does (kill -9). */
  crash(): Promise<void>
  /** Resolves when a person closes the browser. */
  closed: Promise<void>
  close(): Promise<void>
}

interface Wishes {
  dark?: boolean
  forcedColors?: boolean
  moreContrast?: boolean
  reducedMotion?: boolean
}

export interface LaunchOptions {
  headless?: boolean
  /** False where the caller itself closes the browser at Ctrl+C; else the driver does, and ends the process. */
  handleSIGINT?: boolean
  /** Folder of the built extension, dist/<name> unless another is named. */
  built?: string
  /** A folder in which profile and extension stay, for the next browser that is started with it. */
  home?: string
  /** Chrome: WebGPU by SwiftShader, on the CPU. */
  webgpu?: boolean
  /** Port of a server on this machine that every host name leads to; Firefox takes it for a proxy. */
  hosts?: number
  /** Port of a proxy on this machine that every request goes through, those to the loopback address too. */
  proxy?: number
  /** A telephone: a narrow window, a finger instead of a mouse. */
  phone?: boolean
  /** The browser's own language, like "ar"; it has to be installed with it. */
  language?: string
  /** What a person has asked the system for. */
  wishes?: Wishes
  /** Firefox: so long without work, and the background page is stopped; 30 seconds unless told. */
  backgroundIdleMs?: number
  /** Lets the extension into private windows; "always" has Firefox open no others, as some people want it. */
  privateWindows?: 'allowed' | 'always'
  /** Leaves the tab open that welcomes after an installation. */
  welcome?: boolean
  /** Changes the copy of the extension before it is installed. */
  prepare?(folder: string): Promise<void>
}

export const POPUP = 'src/extension/popup/popup.html'
export const VIEWPORT = { width: 1280, height: 900 }
export const PHONE = { width: 360, height: 640 }
