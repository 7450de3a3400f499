const head = '<!doctype html><meta charset="utf-8"><style>body{margin:0}img{display:block}</style><body>'
const img = (name: string, more = 'id="picture"') => `<img ${more} src="/${name}.jpg" width="420" height="308">`
const wanted = (style: string) => `<button id="wanted" style="${style}">wanted</button>`
/** Tells what the page hears: the id of what was clicked. */
const hears = `<script>
  globalThis.heard = []
  addEventListener('click', (e) => { heard.push(e.target.id); if (e.target.id !== 'input') e.preventDefault() })
</script>`
const tall = '<div style="height:2000px"></div>'
const at = (x: number, y: number) => `position:absolute;left:${x}px;top:${y}px;width:120px;height:50px`
const box = 'width:420px;height:308px'

const over: Record<string, string> = {
  'over-bar': `${head}<div style="position:fixed;top:0;left:0;right:0;height:120px;background:#246;z-index:9">
    ${wanted(at(150, 20))}</div>${img('offensive-bar')}${tall}${hears}`,
  'over-menu': `${head}${img('offensive-menu')}
    <div style="position:absolute;left:100px;top:100px;background:#ffd;z-index:5">
    ${wanted('width:160px;height:90px')}</div>${hears}`,
  sprites: `${head}<svg style="position:absolute;width:0;height:0"><pattern id="pattern" width="1" height="1">
    <image href="/offensive-pattern.jpg" width="420" height="308"/></pattern><symbol id="symbol" viewBox="0 0 420 308">
    <image href="/offensive-symbol.jpg" width="420" height="308"/></symbol>
    <filter id="filter"><feImage href="/offensive-filter.jpg"/></filter></svg>
    <svg width="420" height="308"><rect width="420" height="308" fill="url(#pattern)"/></svg>
    <svg width="420" height="308"><use href="#symbol"/></svg>
    <div style="width:420px;height:308px;background:#abc;filter:url(#filter)"></div>`,
  moving: `${head}<style>img{transition:all 20s}</style>${img('harmless-moving')}`,
  sourceless: `${head}<img id="picture" alt="" width="420" height="308" style="content:url(/offensive-content.jpg)">`,
  zoomed: `${head.replace('<body>', '<style>html{zoom:2}</style><body>')}<div style="display:flex">
    ${img('offensive-zoomed').replace('420', '70').replace('308', '60')}<p id="caption" style="margin:0;width:300px;
    height:60px;background:#ff0;color:#f00"></p></div>`,
  caption: `${head}<div style="position:relative">${img('offensive-caption')}<p id="caption" style="position:absolute;
    left:40px;top:100px;width:300px;height:80px;margin:0;background:#ff0;color:#f00;pointer-events:none">
    Words</p></div>`,
  'over-clipped': `${head}<div style="height:120px;background:#ddd">${wanted(at(150, 40))}</div>
    <div id="scroller" style="height:200px;overflow:auto">${img('offensive-clipped')}${tall}</div>${hears}`,
  'over-input': `${head}<div style="height:200px;overflow:hidden">${img('offensive-input')}</div>
    ${wanted('width:420px;height:60px')}${hears}`,
  'over-dialog': `${head}<main inert>${img('offensive-dialog')}</main>
    <div style="position:fixed;inset:0;background:#fffe;z-index:9">${wanted(at(150, 130))}</div>${hears}`,
}

const slide = (hidden: string) => `${head}<div style="position:relative;${box};overflow:hidden">
  <div style="position:absolute">${img('harmless-slide', 'id="front"')}</div>
  <div style="position:absolute;pointer-events:none;${hidden}">${img(`offensive-${hidden.split(':')[0]}`)}</div></div>`

const styles: Record<string, string> = {
  important: '.card img { filter: none !important; clip-path: none !important }',
  layered: '@layer site { #picture#picture#picture { filter: none !important } }',
  inline: '',
  transition: 'img { transition: all 20s !important }',
  greyscale: 'html body .card img { filter: grayscale(1) !important }',
}
const styled = Object.fromEntries(
  Object.entries(styles).map(([name, css]) => {
    const more = name === 'inline' ? 'style="filter:none!important"' : ''
    return [
      `style-${name}`,
      `${head}<style>${css}</style><div class="card">${img(`offensive-${name}`, `id="picture" ${more}`)}</div>`,
    ]
  }),
)

const url = (name: string) => `url(/${name}.jpg)`
const ways = [
  `.two{background:linear-gradient(#0003,#0003),${url('offensive-two')} center/cover}`,
  `.set{background:image-set(${url('harmless-set')} 9x,${url('offensive-set')} 1x) center/cover}`,
  `.before::before{content:'';display:block;${box};background:${url('offensive-before')}}`,
  `.after::after{content:${url('offensive-after')}}`,
  '.border{box-sizing:border-box;border:146px solid transparent}',
  `.border{border-image:${url('offensive-border')} 50% fill/146px}`,
  `.list{display:list-item;list-style:inside ${url('offensive-list')}}`,
  `.content{content:${url('offensive-content')}}`,
  `.plain{background:${url('offensive-plain')}}`,
  `.only{background:${url('harmless-only')}}`,
  `.late{background:${url('offensive-last')}}`,
]
const classes = ['two', 'set', 'before', 'after', 'border', 'list', 'content', 'plain', 'only', 'late']

const frames: Record<string, string> = {
  srcdoc: `f.srcdoc = inner`,
  blank: `f.contentDocument.body.innerHTML = inner`,
  blob: `f.src = URL.createObjectURL(new Blob([inner], { type: 'text/html' }))`,
  data: `f.contentDocument.write(inner); f.contentDocument.close()`,
}
const framed = Object.fromEntries(
  Object.entries(frames).map(([name, script]) => [
    `frame-${name}`,
    `${head}<iframe id="f" width="450" height="340"></iframe><script>
      const inner = '<img src="' + location.origin + '/offensive-${name}.jpg" width="420" height="308">'
      ${script}
      globalThis.filterInside = () => getComputedStyle(f.contentDocument.querySelector('img')).filter</script>`,
  ]),
)

/** Pictures drawn on canvases, one of them from another origin, and a canvas that never rests. */
const canvases = `${head}${['bad', 'good', 'foreign', 'game']
  .map((id) => `<canvas id="${id}" width="420" height="308"></canvas>`)
  .join('')}<script>
    const draw = (id, src) => {
      const image = new Image()
      image.onload = () => document.getElementById(id).getContext('2d').drawImage(image, 0, 0, 420, 308)
      image.src = src
    }
    draw('bad', '/offensive-canvas.jpg')
    draw('good', '/harmless-canvas.jpg')
    draw('foreign', location.origin.replace('127.0.0.1', 'localhost') + '/harmless-foreign.jpg')
    const context = game.getContext('2d')
    let turn = 0
    setInterval(() => {
      for (let x = 0; x < 420; x += 14) for (let y = 0; y < 308; y += 14) {
        context.fillStyle = 'hsl(' + (x * y + turn) + ' 80% 50%)'
        context.fillRect(x, y, 14, 14)
      }
      turn += 37
    }, 100)</script>`

/** Pictures in <object> and <embed>, put in or shown at any moment between two frames; counts those that fail. */
const objects = `${head}${img('offensive-objects')}<div id="all" style="height:300px;overflow:hidden"></div><script>
  let made = 0, failed = 0
  addEventListener('error', () => { failed++ }, true)
  const add = () => {
    const name = made % 2 ? 'object' : 'embed'
    const address = '/harmless-objects-' + made + '.jpg'
    all.insertAdjacentHTML('afterbegin', '<' + name + ' type="image/jpeg" width="100" height="80" ' +
      (made % 2 ? 'data' : 'src') + '="' + address + '"></' + name + '>')
    if (made++ % 5 === 0) {
      const { style } = all.firstChild
      style.display = 'none'
      setTimeout(() => { style.display = '' }, 60)
    }
    const image = Object.assign(new Image(100, 80), { src: '/offensive-objects-' + made + '.jpg' })
    if (made % 7 === 0) all.prepend(image)
    while (all.children.length > 30) all.lastChild.remove()
  }
  const soon = (Observer) => new Promise((resolve) => { new Observer(resolve).observe(all) })
  const moments = [
    () => new Promise((resolve) => setTimeout(resolve, 7)),
    () => new Promise(requestAnimationFrame),
    () => new Promise(requestIdleCallback),
    () => soon(IntersectionObserver),
    () => soon(ResizeObserver),
    () => fetch('/blank'),
  ]
  globalThis.count = async () => {
    while (made < 150) { await moments[made % moments.length](); add() }
    await new Promise((resolve) => setTimeout(resolve, 500))
    return { made, failed }
  }</script>`

export const pages: Record<string, string> = {
  ...over,
  'slide-opacity': slide('opacity:0'),
  'slide-visibility': slide('visibility:hidden'),
  container: `${head}<div style="${box};background:${url('offensive-container')}">
    <p>Read <a id="link" href="#a">the plan</a></p>
    <button id="button">Join</button><input id="input" value="name"></div>${hears}`,
  ...styled,
  selectors: `${head}<style>
    :is(.on + .sibling, [aria-expanded="true"] + .attribute, :checked ~ .checked, body:has(.on) .has) {
      background: ${url('offensive-selectors')} }
    .rule { background: none }</style>
    <i id="a"></i><p class="sibling" style="${box}"></p><b id="b"></b><p class="attribute" style="${box}"></p>
    <section><input type="checkbox" id="c"><p class="checked" style="${box}"></p></section>
    <p class="has" style="${box}"></p><p class="rule" style="${box}"></p><script>
    const deeds = {
      sibling: () => a.classList.add('on'),
      attribute: () => b.setAttribute('aria-expanded', 'true'),
      checked: () => c.click(),
      has: () => a.classList.add('on'),
      rule: () => { [...document.styleSheets].at(-1).cssRules[1].style.background = 'url(/offensive-selectors.jpg)' },
    }
    globalThis.bring = (what) => {
      document.querySelector('.' + what).scrollIntoView()
      deeds[what]()
    }</script>`,
  opens: `${head}<nav style="position:relative"><button id="button">Menu</button>
    <div id="menu" hidden style="position:absolute;left:60px;top:90px;background:#fff">
    <a id="wanted" href="#a">Read</a></div></nav>${img('offensive-opens')}
    <script>button.addEventListener('click', () => { menu.hidden = false })</script>${hears}`,
  rewritten: `${head}${img('harmless-rewritten')}<script>
    globalThis.rewrite = () => {
      document.open()
      document.write('${head}${img('offensive-rewritten')}<button id="after">After</button>')
      document.close()
    }</script>`,
  shortcuts: `${head}${img('offensive-shortcuts')}<script>
    addEventListener('keydown', (e) => { if (e.key !== 'Tab') e.preventDefault() }, true)</script>`,
  strips: `${head}${img('offensive-strips', 'id="bad"')}${img('harmless-strips', 'id="good"')}
    <div id="box" style="width:420px;height:308px;background-image:url(/offensive-strips-box.jpg)"></div><script>
    const known = new Set(['id', 'src', 'style', 'width', 'height'])
    const clean = (records) => {
      for (const { target, attributeName: name } of records) if (!known.has(name)) target.removeAttribute(name)
    }
    new MutationObserver(clean).observe(document, { attributes: true, subtree: true })</script>`,
  marks: `${head}${img('offensive-marks')}${img('harmless-marks', 'id="good"')}<script>
    globalThis.seen = []
    const picture = document.getElementById('picture')
    new MutationObserver(() => {
      for (const { name, value } of picture.attributes) if (name.startsWith('data')) {
        seen.push(value)
        if (value !== 'yes') picture.setAttribute(name, 'yes')
      }
    }).observe(picture, { attributes: true })
    picture.setAttribute('data-ok', 'yes')</script>`,
  styled: `${head}<style>body{display:flex;flex-wrap:wrap}.w{${box}}${ways.join('')}</style>
    ${classes.map((c) => `<div class="w ${c}"></div>`).join('')}
    <input type="image" src="/offensive-input-image.jpg" width="420" height="308">`,
  later: `${head}<style>.on .inner{background:${url('offensive-later')}}</style>
    <div id="outer"><div id="inner" class="inner" style="${box}"></div></div>`,
  shadows: `${head}<div id="a"></div><div id="b"></div><script>
    const opened = a.attachShadow({ mode: 'open' }), closed = b.attachShadow({ mode: 'closed' })
    globalThis.again = () => {
      opened.innerHTML = '<style>img{filter:none!important}</style>${img('offensive-open', '')}'
      closed.innerHTML = '${img('offensive-closed', '')}'
    }
    again()
    const filterIn = (root) => getComputedStyle(root.querySelector('img')).filter
    globalThis.filters = () => [opened, closed].map(filterIn)</script>`,
  ...framed,
  'top-dialog': `${head}<dialog id="d">${img('offensive-modal')}</dialog>
    <script>globalThis.show = () => d.showModal()</script>`,
  'top-popover': `${head}<div popover id="d">${img('offensive-popover')}</div>
    <script>globalThis.show = () => d.showPopover()</script>`,
  'top-picture': `${head}${img('offensive-top', 'id="picture" popover')}
    <script>globalThis.show = () => picture.showPopover()</script>`,
  canvases,
  objects,
  reset: `${head}<style>html > div { display: none !important }</style>${img('offensive-reset')}`,
  growing: `${head}<style>#zoom{transform:scale(.05);transform-origin:0 0;transition:transform .4s}
    #zoom.open{transform:none}</style><div id="zoom">${img('offensive-growing')}</div>`,
  back: `${head}${img('harmless-back', '')}${img('offensive-back', '')}${img('offensive-back-too', '')}`,
  blank: `${head}nothing here`,
}
