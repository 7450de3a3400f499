export const WIDTH = 600
export const HEIGHT = 440
/** Small enough that every picture of a page is near the viewport. */
export const SCALE = 0.35
export const VERDICTS = ['offensive', 'harmless'] as const
export type Verdict = (typeof VERDICTS)[number]

/** One way to show a picture: markup and rules from an address, and what a script of the page does with them. */
interface Way {
  html(src: string, id: string): string
  css?(src: string, box: string): string
  /** Body of a function of the cell `cell` and the picture's address `src`. */
  script?: string
  /** Not in the top document's report: a frame's pictures are in its own. */
  framed?: true
  /** The address in the report isn't the one that the page was given. */
  unnamed?: true
}

const size = `width="${WIDTH}" height="${HEIGHT}"`
const box = '<div class="p"></div>'
const svg = (inside: string) => `<svg class="p" ${size}>${inside}</svg>`
const image = (src: string, more = '') => `<image ${more} href="${src}" ${size}/>`
const inShadow = (mode: string) => `
  const img = Object.assign(document.createElement('img'), { src, width: ${WIDTH}, height: ${HEIGHT} })
  img.style.cssText = inline
  cell.firstChild.attachShadow({ mode: '${mode}' }).append(img)`
const BLANK = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

export const ways: Record<string, Way> = {
  img: { html: (src) => `<img class="p" src="${src}">` },
  srcset: { html: (src) => `<img class="p" srcset="${src} 1x, /missing.jpg 9x">` },
  picture: { html: (src) => `<picture><source srcset="${src}"><img class="p" src="/missing.jpg"></picture>` },
  later: {
    html: () => '<img class="p">',
    script: 'const [img] = cell.children; setTimeout(() => { img.src = src }, 300)',
  },
  lazy: { html: (src) => `<img class="p" loading="lazy" src="${src}">` },
  open: { html: () => box, script: inShadow('open') },
  closed: { html: () => box, script: inShadow('closed') },
  srcdoc: {
    html: (src) =>
      `<iframe class="p" srcdoc="<body style='margin:0'><img style='@inline@' src='${src}' width=${WIDTH}>"></iframe>`,
    framed: true,
  },
  blank: {
    html: () => '<iframe class="p"></iframe>',
    // a frame that is moved is empty again
    script: `const frame = cell.firstChild
      const fill = () => {
        const inside = frame.contentDocument
        const img = Object.assign(inside.createElement('img'), { src, width: ${WIDTH} })
        img.style.cssText = inline
        inside.body.style.margin = 0
        inside.body.replaceChildren(img)
      }
      frame.addEventListener('load', fill)
      fill()`,
    framed: true,
  },
  blob: {
    html: () => '<img class="p">',
    script: `const bytes = Uint8Array.from(atob(data[cell.dataset.verdict].split(',')[1]), (c) => c.charCodeAt(0))
      cell.firstChild.src = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))`,
    unnamed: true,
  },
  data: { html: () => '<img class="p">', script: 'cell.firstChild.src = data[cell.dataset.verdict]', unnamed: true },
  background: { html: () => box, css: (src, box) => `${box}{background:url(${src})}` },
  layers: {
    html: () => box,
    css: (src, box) => `${box}{background:linear-gradient(#0000,#0000),url(${src}) center/cover}`,
  },
  'image-set': {
    html: () => box,
    css: (src, box) => `${box}{background:image-set(url(${src}) 1x,url(/missing.jpg) 9x)}`,
  },
  before: { html: () => box, css: (src, box) => `${box}::before{content:url(${src});display:block}` },
  after: {
    html: () => box,
    css: (src, box) =>
      `${box}::after{content:'';display:block;width:${WIDTH}px;height:${HEIGHT}px;background:url(${src})}`,
  },
  border: {
    html: () => box,
    css: (src, box) => `${box}{box-sizing:border-box;border:solid transparent;
      border-width:${HEIGHT / 2}px ${WIDTH / 2}px;border-image:url(${src}) 50% / ${HEIGHT / 2}px ${WIDTH / 2}px}`,
  },
  list: {
    html: () => box,
    css: (src, box) => `${box}{display:list-item;list-style:inside url(${src});font-size:0;line-height:0}`,
  },
  content: { html: () => box, css: (src, box) => `${box}{content:url(${src})}` },
  poster: { html: (src) => `<video class="p" poster="${src}"></video>` },
  input: { html: (src) => `<input class="p" type="image" src="${src}">` },
  object: { html: (src) => `<object class="p" type="image/jpeg" data="${src}" ${size}></object>` },
  untyped: { html: (src) => `<object class="p" data="${src}" ${size}></object>` },
  embed: { html: (src) => `<embed class="p" type="image/jpeg" src="${src}" ${size}>` },
  svg: { html: (src) => svg(image(src)) },
  pattern: {
    html: (src, id) =>
      svg(`<defs><pattern id="${id}-p" patternUnits="userSpaceOnUse" ${size}>${image(src)}</pattern></defs>
        <rect ${size} fill="url(#${id}-p)"/>`),
  },
  use: { html: (src, id) => svg(`<defs>${image(src, `id="${id}-i"`)}</defs><use href="#${id}-i"/>`) },
  both: {
    html: () => `<img class="p" src="${BLANK}">`,
    css: (src, box) => `${box}{background:url(${src})}`,
    unnamed: true,
  },
}

interface Cell {
  id: string
  way: string
  verdict: Verdict
  src: string
  html: string
  css: string
}

/** Every way twice; `shows` says which picture is in the place of which. */
function cellsOf(kind: string, inline: string, shows: (place: Verdict) => Verdict): Cell[] {
  return Object.entries(ways).flatMap(([way, { html, css }]) =>
    VERDICTS.map((place) => {
      const id = `${way}-${place}`
      const verdict = shows(place)
      const src = `/${verdict}-${way}-${kind}.jpg`
      const styled = html(src, id).replace('class="p"', `class="p" style="${inline}"`).replace('@inline@', inline)
      return { id, way, verdict, src, html: styled, css: css?.(src, `#${id} .p`) ?? '' }
    }),
  )
}

const STYLE = `body{margin:0;height:${Math.ceil((2 * Object.keys(ways).length) / 6) * HEIGHT * SCALE}px}
  #all{width:${1280 / SCALE}px;transform:scale(${SCALE});transform-origin:0 0;display:flex;flex-wrap:wrap}
  .cell{width:${WIDTH}px;height:${HEIGHT}px}
  .p{display:block;width:${WIDTH}px;height:${HEIGHT}px;padding:0;border:0}`

/** What the scripts of a page share; `enter` does what a way's script does in its cell. */
const shared = (data: Record<Verdict, string>, inline: string) => `
  const data = ${JSON.stringify(data)}, inline = ${JSON.stringify(inline)}
  const policy = globalThis.trustedTypes?.createPolicy('page', { createHTML: (text) => text })
  const trusted = (text) => policy ? policy.createHTML(text) : text
  const scripts = {${Object.entries(ways)
    .filter(([, { script }]) => script)
    .map(([way, { script }]) => `${JSON.stringify(way)}(cell, src) {${script}}`)
    .join(',')}}
  const enter = (cell) => scripts[cell.dataset.way]?.(cell, cell.dataset.src)`

const cellHtml = ({ id, way, verdict, src, html }: Cell) =>
  `<div class="cell" id="${id}" data-way="${way}" data-verdict="${verdict}" data-src="${src}">${html}</div>`

/** A page that has everything in its markup but what only scripts can do. */
function written(cells: Cell[], script: string, style = ''): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}${style}${cells.map(({ css }) => css).join('\n')}</style>
    <body><div id="all">${cells.map(cellHtml).join('')}</div><script nonce="page">${script}
    for (const cell of document.querySelectorAll('.cell')) enter(cell)</script>`
}

/**
 * A page that has nothing in its markup: its first view shows each picture in the other's place, the next replaces it;
 * then cells are rendered anew, and then moved.
 */
function app(first: Cell[], next: Cell[], script: string): string {
  const view = (cells: Cell[]) => JSON.stringify(cells.map((cell) => ({ html: cellHtml(cell), css: cell.css })))
  return `<!doctype html><meta charset="utf-8"><title>busy</title><style>${STYLE}</style>
    <body><div id="all"></div><script>${script}
    const all = document.getElementById('all')
    const pause = () => new Promise((resolve) => setTimeout(resolve, 700))
    const render = ({ html, css }) => {
      const made = document.createElement('template')
      made.innerHTML = html + '<style>' + css + '</style>'
      const [cell, style] = made.content.children
      cell.append(style)
      return cell
    }
    const show = (cells) => { all.replaceChildren(...cells.map(render)); [...all.children].forEach(enter) }
    const live = async () => {
      show(${view(first)})
      await pause()
      history.pushState(null, '', '/app/next')
      show(${view(next)})
      await pause()
      for (const cell of [...all.children]) { const inside = cell.innerHTML; cell.innerHTML = inside; enter(cell) }
      await pause()
      for (const cell of [...all.children]) all.prepend(cell)
      await pause()
      for (const cell of [...all.children]) all.prepend(cell)
      document.title = ''
    }
    addEventListener('load', live)</script>`
}

const CSP = [
  "default-src 'none'",
  'img-src * data: blob:',
  // a picture in <object> or <embed> needs it
  "object-src 'self'",
  "style-src 'unsafe-inline'",
  "script-src 'nonce-page'",
  "require-trusted-types-for 'script'",
].join('; ')

const INLINE = 'filter:none!important;visibility:visible!important'
const HOSTILE_STYLE = `
  @layer site { img, .p, .cell * { filter: none !important; clip-path: none !important } }
  * { transition: all 1s !important }
  .p { background-size: auto !important; box-shadow: none !important }
  .p::before, .p::after { visibility: visible !important }`
const HOSTILE_SCRIPT = `
  const known = new Set(['class', 'id', 'style', 'src', 'srcset', 'href', 'poster', 'data', 'type', 'width', 'height',
    'loading', 'srcdoc', 'fill', 'patternUnits', 'data-way', 'data-verdict', 'data-src'])
  const clean = (records) => {
    for (const { target, attributeName: name } of records) if (!known.has(name)) target.removeAttribute(name)
  }
  new MutationObserver(clean).observe(document, { attributes: true, subtree: true })`

export const KINDS = ['plain', 'app', 'strict', 'hostile'] as const
export type Kind = (typeof KINDS)[number]

export interface WaysPage {
  body: string
  headers?: Record<string, string>
}

/** The four pages; `data` are the two pictures as data addresses. */
export function waysPages(data: Record<Verdict, string>): Record<Kind, WaysPage> {
  const own = (place: Verdict) => place
  const other = (place: Verdict) => (place === 'offensive' ? 'harmless' : 'offensive')
  const plain = shared(data, '')
  return {
    plain: { body: written(cellsOf('plain', '', own), plain) },
    app: { body: app(cellsOf('app', '', other), cellsOf('app', '', own), plain) },
    strict: { body: written(cellsOf('strict', '', own), plain), headers: { 'content-security-policy': CSP } },
    hostile: {
      body: written(cellsOf('hostile', INLINE, own), shared(data, INLINE) + HOSTILE_SCRIPT, HOSTILE_STYLE),
    },
  }
}
