import { type Route, type Site, serve } from '../../demo/server.ts'
import { pictures } from './site.ts'

const head = '<!doctype html><meta charset="utf-8"><body style="margin:0">'
const img = (src: string, id: string) => `<img id="${id}" src="${src}" width="420" height="308" style="display:block">`
/** Under names that tell nothing. */
const PICTURES = { a: pictures.offensive, b: pictures.harmless }
const BOTH = img('/a.jpg', 'bad') + img('/b.jpg', 'good')

/** What a page can learn, kept from its first line on: `spied()` gives all of it as one text. */
const SPY = `<script>
  const seen = []
  const keep = (value) => { if (seen.length < 200000) seen.push(String(value)) }
  new MutationObserver((records) => {
    for (const { type, target, attributeName, oldValue, addedNodes } of records) {
      keep(type + ' ' + attributeName + ' ' + oldValue + ' ' + (target.getAttribute?.(attributeName ?? '') ?? ''))
      for (const node of addedNodes) keep(node.outerHTML ?? node.textContent)
    }
  }).observe(document,
    { attributes: true, attributeOldValue: true, childList: true, characterData: true, subtree: true })
  const names = new Set()
  for (let of of [window, document, HTMLElement.prototype, SVGElement.prototype])
    for (; of; of = Object.getPrototypeOf(of))
      for (const name of Object.getOwnPropertyNames(of)) if (name.startsWith('on')) names.add(name.slice(2))
  for (const name of names)
    addEventListener(name, (event) => keep(name + ' ' + JSON.stringify(event.data ?? event.detail ?? '')), true)
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
    const told = console[name]
    console[name] = (...said) => { keep(said.join(' ')); told.apply(console, said) }
  }
  const own = new Set(Object.getOwnPropertyNames(window))
  const rules = (sheets) => [...sheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
  const styles = (element) => ['', '::before', '::after', '::marker', '::backdrop'].map((part) => {
    const { cssText, content, filter, clipPath } = getComputedStyle(element, part)
    return [cssText, content, filter, clipPath, getComputedStyle(element, part).getPropertyValue('--reason')].join(' ')
  })
  const inside = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    [element, ...(element.shadowRoot ? inside(element.shadowRoot) : [])])
  function spied() {
    getSelection().selectAllChildren(document.documentElement)
    const selected = getSelection().toString()
    getSelection().removeAllRanges()
    const all = inside(document)
    return [
      ...seen,
      document.documentElement.outerHTML,
      document.documentElement.innerText,
      selected,
      ...all.flatMap((e) => [e.innerText, e.title, e.ariaLabel, e.ariaDescription, ...styles(e)]),
      ...document.getAnimations({ subtree: true }).map((a) => JSON.stringify(a.effect?.getKeyframes?.() ?? '')),
      ...performance.getEntries().map(({ name }) => name),
      ...rules(document.styleSheets), ...rules(document.adoptedStyleSheets),
      ...Object.getOwnPropertyNames(window).filter((name) => !own.has(name)),
      ...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie, document.title,
    ].join('\\n')
  }
  // the browser's own search goes into closed shadow roots, and tells whether it found something
  function searched(words) {
    return words.filter((word) => { getSelection().removeAllRanges(); return window.find(word) })
  }
</script>`

/** Every function that a content script could call by way of the page, made to tell the page of it. */
const POISON = `<script>
  let called = 0
  const { set } = Object.getOwnPropertyDescriptor(Document.prototype, 'title')
  const tell = set.call.bind(set, document)
  const poisoned = () => { tell('called ' + ++called); throw new Error('poisoned') }
  function poison(of, name) {
    const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(of, name)
    if (value) Object.defineProperty(of, name, { ...rest, value: poisoned })
    else Object.defineProperty(of, name, { ...rest, get: get && poisoned, set: set && poisoned })
  }
  const kinds = [Element, HTMLElement, HTMLImageElement, Node, Document, ShadowRoot, EventTarget, Event, DOMTokenList,
    CSSStyleDeclaration, MutationObserver, IntersectionObserver, ResizeObserver, Promise, Map, Set, WeakMap, WeakSet]
  for (const { prototype } of kinds)
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const { configurable, value, get } = Object.getOwnPropertyDescriptor(prototype, name)
      if (configurable && name !== 'constructor' && (typeof value === 'function' || get)) poison(prototype, name)
    }
  for (const name of ['requestAnimationFrame', 'getComputedStyle', 'setTimeout', 'postMessage', 'queueMicrotask'])
    window[name] = poisoned
  for (const name of ['MutationObserver', 'IntersectionObserver', 'ResizeObserver', 'Image', 'Worker'])
    window[name] = class { constructor() { poisoned() } }
  tell('called 0')
</script>`

/** A hundred events of every kind that a person could cause, on all that there is, and what the page was told. */
const PRESS = `<script>
  const kinds = { click: MouseEvent, auxclick: MouseEvent, dblclick: MouseEvent, mousedown: MouseEvent,
    mouseup: MouseEvent, mouseover: MouseEvent, mouseenter: MouseEvent, pointerdown: PointerEvent,
    pointerup: PointerEvent, pointerover: PointerEvent, keydown: KeyboardEvent, keyup: KeyboardEvent,
    keypress: KeyboardEvent, focus: FocusEvent, focusin: FocusEvent, touchstart: Event, touchend: Event }
  function press() {
    const { x, y, width, height } = document.getElementById('bad').getBoundingClientRect()
    const at = { bubbles: true, cancelable: true, composed: true, key: 'Enter', code: 'Enter',
      clientX: x + width / 2, clientY: y + height / 2, button: 0, detail: 1, pointerType: 'mouse', isPrimary: true }
    const targets = [window, document, ...document.querySelectorAll('*')]
    for (const target of targets) {
      for (const [name, Kind] of Object.entries(kinds)) target.dispatchEvent(new Kind(name, at))
      target.focus?.()
      target.click?.()
    }
    document.activeElement?.click?.()
    return targets.length
  }
</script>`

/** Says whatever the extension's own parts say to each other, by every way that a page has. */
const SPEAK = `<script>
  async function speak(messages) {
    const channel = new BroadcastChannel('memeveil')
    let answered = 0
    for (const message of messages) {
      postMessage(message, '*')
      channel.postMessage(message)
      document.dispatchEvent(new CustomEvent(message.name, { detail: message }))
      dispatchEvent(new MessageEvent('message', { data: message, source: window }))
      for (const api of [globalThis.chrome, globalThis.browser]) {
        try { await api.runtime.sendMessage(message); answered++ } catch {}
        try { await api.runtime.connect({ name: message.name }).postMessage(message); answered++ } catch {}
      }
    }
    return answered
  }
</script>`

/** Floods of changes; each runs until \`stop\`, and an offensive picture comes in the midst of it. */
const FLOOD = `<script>
  const floods = {
    mutations(at) {
      for (let i = 0; i < 170; i++) at.setAttribute('data-n', Math.random())
    },
    sources(at) {
      const changed = at.querySelector('img') ?? at.appendChild(new Image(300, 200))
      changed.src = '/b.jpg?' + Math.random()
    },
    nodes(at) {
      at.replaceChildren(...Array.from({ length: 200 }, () => new Image(80, 80)))
      for (const one of at.children) one.src = '/b.jpg'
    },
    styles(at) {
      at.style.backgroundImage = 'url(/b.jpg?' + Math.random() + ')'
      document.documentElement.classList.toggle('flooded')
    },
    marks(at) {
      for (const one of document.querySelectorAll('*'))
        for (const { name } of [...one.attributes]) if (/^data-[a-z]/.test(name)) one.removeAttribute(name)
    },
  }
  function flood(kind) {
    const at = document.getElementById('at')
    let frames = 0, last = performance.now(), worst = 0, going = true
    const step = () => {
      const now = performance.now()
      worst = Math.max(worst, now - last)
      last = now
      frames++
      floods[kind](at)
      if (going) requestAnimationFrame(step)
    }
    step()
    document.body.insertAdjacentHTML('beforeend', '${img('/a.jpg', 'bad')}')
    window.stop = () => { going = false; return { frames, worst: Math.round(worst) } }
  }
  function deep(levels) {
    let at = document.getElementById('at')
    for (let i = 0; i < levels; i++) {
      const root = at.attachShadow({ mode: 'open' })
      at = root.appendChild(document.createElement('div'))
    }
    at.innerHTML = '${img('/a.jpg?deep', 'deep')}'
    const picture = at.firstChild
    window.deepest = () => getComputedStyle(picture).filter
  }
  function crowd(many) {
    const at = document.getElementById('at')
    at.innerHTML = '<img src="/b.jpg" width="90" height="90">'.repeat(many)
    document.body.insertAdjacentHTML('afterbegin', '${img('/a.jpg', 'bad')}')
  }
</script>`

const STRICT = "default-src 'none'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

const pages: Record<string, Route> = {
  '/spy': { type: 'text/html', body: `${SPY}${head}${BOTH}` },
  '/poison': { type: 'text/html', body: `${POISON}${head}${BOTH}` },
  '/press': { type: 'text/html', body: `${PRESS}${head}${BOTH}` },
  '/speak': { type: 'text/html', body: `${SPEAK}${head}${BOTH}` },
  '/flood': { type: 'text/html', body: `${FLOOD}${head}<div id="at"></div>` },
  '/strict': { type: 'text/html', body: `${head}${BOTH}`, headers: { 'content-security-policy': STRICT } },
  '/sandboxed': {
    type: 'text/html',
    body: `${head}${BOTH}`,
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  },
}

/** Pages that try to read, forge, press or drown the extension, each by other means. */
export function serveHostilePages(): Promise<Site> {
  return serve(async (path) => {
    if (pages[path]) return pages[path]
    const name = /^\/([ab])\.jpg$/.exec(path)?.[1] as keyof typeof PICTURES | undefined
    return name ? { type: 'image/jpeg', body: await PICTURES[name] } : null
  })
}
