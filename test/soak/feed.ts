import { type Route, type Site, serve } from '../../demo/server.ts'
import { numberedPicture, someBelow } from './pictures.ts'

/** Pictures of a page, of which so many were on no page before. */
export const SHOWN = 60
const FRESH = 4

const numbersOf = (page: number) => [
  ...someBelow(FRESH * (page + 1), SHOWN - FRESH, page),
  ...Array.from({ length: FRESH }, (_, i) => FRESH * page + i),
]

const SIZE = 'width="240" height="176"'

/** In turn an element, a background, one in a shadow root, one with a source set. */
const WAYS: ((address: string) => string)[] = [
  (address) => `<img src="${address}" ${SIZE}>`,
  (address) => `<i style="background:url(${address}) center/cover"></i>`,
  (address) => `<shadow-picture data-src="${address}"></shadow-picture>`,
  (address) => `<picture><source srcset="${address} 1x"><img ${SIZE}></picture>`,
]

/** The last picture becomes another, and the first post is taken away and comes back, as in lists that scroll. */
const SCRIPT = `<script>
customElements.define('shadow-picture', class extends HTMLElement { connectedCallback() {
  this.shadowRoot || (this.attachShadow({ mode: 'open' }).innerHTML =
    '<img ${SIZE} src="' + this.dataset.src + '">') } })
addEventListener('scroll', () => {
  const main = document.querySelector('main')
  const [last] = [...main.querySelectorAll('article > img')].slice(-1)
  const { src } = main.querySelector('img')
  last.src = src
  main.append(main.firstElementChild)
}, { once: true })
</script>`

const STYLE =
  '<style>main{display:flex;flex-wrap:wrap;gap:8px}article{width:240px}i{display:block;height:176px}</style>'

function pageOf(page: number): string {
  const posts = numbersOf(page).map(
    (n, i) => `<article>${WAYS[i % WAYS.length](`/picture-${n}`)}<p>Post ${page}.${i}</p></article>`,
  )
  return `<!doctype html><meta charset="utf-8">${STYLE}<main>${posts.join('')}</main>${SCRIPT}`
}

/** Each page of a feed without end has some new pictures, and others that were on pages before. */
export function serveEndlessFeed(): Promise<Site> {
  return serve(async (path): Promise<Route | null> => {
    const [, kind, number] = /^\/(page|picture)-(\d+)$/.exec(path) ?? []
    if (kind === 'page') return { type: 'text/html', body: pageOf(Number(number)) }
    if (kind !== 'picture') return null
    const { type, bytes } = await numberedPicture(Number(number))
    return { type, body: bytes }
  })
}
