/** What a press of the mouse is made of. */
export const PRESS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']

/** Whether controls lie over a veiled picture, or beside one and between two. */
type Where = 'over' | 'beside'

let controls = 0
let pictures = 0
/** Marks a control; its own name is its number. */
const c = (where: Where) => `data-c="${controls++}" data-where="${where}"`
const src = () => `/offensive-${pictures++}.jpg`
const img = (more = '') => `<img src="${src()}" width="240" height="176" ${more}>`
const link = (where: Where, inside: string, more = '') => `<a href="#c${controls}" ${c(where)} ${more}>${inside}</a>`
const button = (where: Where, inside: string, more = '') =>
  `<button type="button" ${c(where)} ${more}>${inside}</button>`
const times = (n: number, part: (i: number) => string) => Array.from({ length: n }, (_, i) => part(i)).join('')
const icon = '<svg width="16" height="16"><path d="M8 14 1 6l4-4 3 3 3-3 4 4z" fill="#c33"/></svg>'

/** A picture in a link, and the card's own links and buttons under it. */
const card = () => `<article class="card"><a class="opens" href="#picture${pictures}">${img()}</a>
  ${link('beside', 'A walk by the sea')}
  <div>${button('beside', 'Like')}${button('beside', icon)}${link('beside', '3 comments', 'class="padded"')}</div>
  </article>`

/** A picture of the style, with content before it. */
const container = () => `<section class="box" style="background:url(${src()}) center/cover">
  ${link('over', 'Read the plan', 'class="plate"')}${button('over', 'Join')}
  <input ${c('over')} value="name" size="8"><details><summary ${c('over')} class="plate">More</summary>text</details>
  </section>`

/** Buttons lie over its pictures, of which one is in sight. */
const carousel = () => `<section class="box carousel"><div class="track">${times(3, () => img())}</div>
  ${button('over', '‹', 'class="round" style="left:4px" data-moves="0"')}
  ${button('over', '›', 'class="round" style="right:4px" data-moves="1"')}
  <div class="dots">${button('over', '', 'class="dot" aria-label="1"')}${button('over', '', 'class="dot"')}</div>
  <div class="caption">${link('over', 'By the sea')}</div></section>`

/** What sites lay over a picture: icons, signs, plates, a tick box. */
const overlay = () => `<section class="box">${img()}
  ${button('over', icon, 'class="at" style="left:6px;top:6px"')}
  ${link('over', '⋯', 'class="at sign" style="right:10px;top:2px"')}
  ${link('over', '<i>❯</i>', 'class="at sign" style="right:8px;top:76px"')}
  ${link('over', 'Read', 'class="at plate" style="left:80px;top:130px"')}
  <label class="at tick" ${c('over')}><input type="checkbox"><span></span></label></section>`

/** Opens over the pictures below it. */
const menu = (i: number) => `<section class="wide"><div class="drop">
  ${button('beside', 'Sort ▾', `data-toggles="menu${i}"`)}
  <ul class="menu" id="menu${i}" hidden>${times(3, (n) => `<li>${link('over', `By day ${n}`)}</li>`)}
  <li>${button('over', 'Done', `data-toggles="menu${i}"`)}</li></ul></div>${img()}${img()}</section>`

const form = (
  i: number,
) => `<form class="wide">${img()}<div class="fields"><input ${c('beside')} size="10" value="name">
  <input type="checkbox" ${c('beside')}><input type="checkbox" id="tick${i}"><label for="tick${i}" ${c('beside')}>Agree
  </label><input type="radio" name="r" ${c('beside')}><select ${c('beside')}><option>one<option>two</select>
  <textarea rows="1" cols="8" ${c('beside')}></textarea><input type="range" ${c('beside')}>
  <button ${c('beside')}>Send</button></div>${img()}</form>`

/** Details and a tooltip that open over the picture below. */
const hints = () => `<section class="box hints"><details><summary ${c('beside')}>Where</summary>
  <div class="flap">${link('over', 'On the map')}</div></details>
  <div class="tip">${button('beside', 'Who')}<span>${link('over', 'A friend')}</span></div>${img()}</section>`

const modal = (i: number, tag: 'dialog' | 'div') => `${button('beside', 'Open', `data-shows="modal${i}"`)}
  <${tag} class="modal" id="modal${i}" ${tag === 'div' ? 'hidden' : ''}>${img()}<br>${link('beside', 'See all')}
  <input ${c('beside')} value="reply" size="9">${button('beside', 'Close', `data-hides="modal${i}"`)}</${tag}>`

/** Its picture lies behind its words, and takes no pointer. */
const hero = () => `<section class="box hero">${img('class="behind"')}<h2>Summer</h2>
  ${link('over', 'Book now', 'class="plate"')}${button('over', 'Later')}${link('over', 'about it', 'class="pale"')}
  </section>`

const bar = () => `<header class="bar">${times(3, (i) => link('over', `Part ${i}`))}
  <input ${c('over')} type="search">${button('over', 'Sign in')}</header>`

const banner = () => `<aside class="banner" id="banner">We use cookies. ${link('over', 'Why?')}
  <label ${c('over')}><input type="checkbox">Statistics</label>${button('over', 'Reject')}
  ${button('over', 'Accept', 'data-hides="banner"')}</aside>`

const STYLE = `body { margin: 0; padding: 60px 20px 300px; font: 16px/1.4 sans-serif }
  main { display: flex; flex-wrap: wrap; gap: 16px }
  img { display: block } .card { width: 240px } .padded { padding: 8px }
  .box { position: relative; width: 240px; height: 176px; overflow: hidden } .at { position: absolute }
  .hints { height: 206px; overflow: visible } .wide { position: relative; display: flex; width: 1100px; gap: 8px }
  .plate { display: inline-block; background: #fff; padding: 2px 8px }
  .track { display: flex; transition: transform .2s } .track img { flex: none }
  .round { position: absolute; top: 70px; width: 36px; height: 36px; border: 0; border-radius: 50%; background: #fff9 }
  .dots { position: absolute; bottom: 40px; left: 0; right: 0; display: flex; justify-content: center; gap: 6px }
  .dot { width: 12px; height: 12px; padding: 0; border: 0; border-radius: 50%; background: #fff }
  .caption { position: absolute; bottom: 0; left: 0; right: 0; background: #0009 } .caption a { color: #fff }
  .sign { color: #fff; font: 700 28px/1 sans-serif; text-decoration: none }
  .tick { left: 8px; bottom: 8px } .tick input { position: absolute; opacity: 0 }
  .tick span { display: block; width: 20px; height: 20px; border: 2px solid #fff; background: #0006 }
  .drop { position: relative } .menu { position: absolute; z-index: 3; left: 60px; top: 20px; width: 240px; margin: 0;
    padding: 4px; background: #fff; box-shadow: 0 0 4px #000; list-style: none } .menu[hidden] { display: none }
  .fields { width: 300px }
  .flap { position: absolute; z-index: 2; top: 60px; left: 20px; background: #ffd; padding: 8px }
  .tip { position: absolute; z-index: 1; right: 0; top: 0 }
  .tip span { visibility: hidden; position: absolute; right: 0; top: 90px; width: 80px; background: #ffd; padding: 8px }
  .tip:focus-within span, .tip:hover span { visibility: visible }
  .modal { z-index: 20 } div.modal:not([hidden]) { position: fixed; inset: 0; background: #fff; padding: 80px }
  .hero { isolation: isolate } .behind { position: absolute; z-index: -1; pointer-events: none }
  .hero h2 { margin: 8px }
  .pale { color: #fff } .bar { position: fixed; z-index: 10; top: 0; left: 0; right: 0; height: 48px; background: #246 }
  .bar a { color: #fff; padding: 12px } .banner { position: fixed; z-index: 10; bottom: 0; left: 0; right: 0;
    padding: 16px; background: #ffe }`

/** Writes down what each control hears, and whether a click does there what it should. */
const SCRIPT = `<script>
  globalThis.heard = []
  for (const type of ${JSON.stringify(PRESS)}) addEventListener(type, (e) => {
    const control = e.target.closest('[data-c]')
    const told = type + ' ' + (control?.dataset.c ?? e.target.localName) + (e.defaultPrevented ? ' prevented' : '')
    // a label passes its click on to its checkbox
    if (heard.at(-1) !== told && !e.target.matches('[id^=tick]')) heard.push(told)
    if (type !== 'click' || !control) return
    const { toggles, shows, hides, moves } = control.dataset
    const shown = document.getElementById(toggles ?? shows ?? hides)
    if (toggles) shown.hidden = !shown.hidden
    if (shows) shown.showModal ? shown.showModal() : (shown.hidden = false)
    if (hides) shown.close ? shown.close() : (shown.hidden = true)
    if (moves) control.parentNode.firstChild.style.transform = 'translateX(' + -240 * moves + 'px)'
    control.presses = (control.presses ?? 0) + 1
  })
  addEventListener('submit', (e) => e.preventDefault())
  /** What a click on a control changes. */
  globalThis.stateOf = (control) => {
    if (control.localName === 'a') return location.hash === control.hash
    if (control.localName === 'summary') return control.parentNode.open
    const input = control.control ?? control
    if (/checkbox|radio/.test(input.type)) return input.checked
    if (control.matches('input, textarea, select')) return document.activeElement === control
    return control.presses ?? 0
  }
</script>`

/** A page of a feed, a shop, a forum: 200 controls of its own over, beside and between 57 offensive pictures. */
export const clicksPage = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><main>
  ${times(4, (i) => times(3, card) + container() + carousel() + overlay() + menu(i) + form(i) + hints())}
  ${times(2, container)}${hero()}${modal(0, 'dialog')}${modal(1, 'div')}</main>${bar()}${banner()}${SCRIPT}`
export const CONTROLS = controls

const page = (control: string, css = '') => `<!doctype html><meta charset="utf-8"><style>body { margin: 0 }
  .box { position: relative; width: 420px; height: 308px } .box > * { position: absolute; left: 40px; top: 40px }
  .box > img { position: static; display: block; width: 420px; height: 308px } ${css}</style>
  <p>Words beside it</p><section class="box">${control}</section>${SCRIPT}`
const alone = '<img src="/offensive-odd.jpg">'
const lone = (inside: string, more = '') => `<a href="#c0" data-c="0" ${more}>${inside}</a>`

/** Pages with one picture, and over it one control that is no box, word or image. */
const odds: Record<string, string> = {
  'an icon of a font': page(alone + lone('<i></i>'), "i::before { content: '❯'; color: #fff; font: 40px serif }"),
  'a frame': page(alone + lone('Read', 'data-at="0.1 0.2"'), 'a { padding: 20px 60px; border: 2px solid #fff }'),
  'a tick box of borders': page(
    `${alone}<label data-c="0"><input type="checkbox"><span></span></label>`,
    'input { opacity: 0; position: absolute } span { display: block; width: 30px; height: 30px; border: 3px solid }',
  ),
  'a ring of shadow': page(alone + lone(''), 'a { width: 40px; height: 40px; box-shadow: inset 0 0 0 20px #fff }'),
}
export const BEFORE = 'a link before'
export const ODD_CONTROLS = Object.keys(odds)
export const oddPages: Record<string, string> = {
  ...odds,
  [BEFORE]: page(lone('Read', 'style="background:#fff;padding:20px"') + alone),
  'a handle': page(`${alone}<b id="handle" style="left:440px;background:#246;padding:20px"></b>`),
  'a picture in a link': page(`<a href="#followed" style="position:static">${alone}</a>`, 'img { display: block }'),
  'a container in a link': `<!doctype html><style>a { display: block; width: 420px } p { padding: 40px }
    section { height: 308px; background: url(/offensive-odd.jpg) center/cover }</style>
    <a href="#followed"><section><p>Words</p></section></a>${SCRIPT}`,
}
