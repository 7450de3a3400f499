import type { FeedPicture } from './draw.ts'

function post({ id }: FeedPicture, body: string): string {
  const by = `<span class="avatar"></span><b>demo_${id}</b><span class="quiet">drawn for this demo</span>`
  return `<article data-post="${id}"><header>${by}</header>${body}</article>`
}

function body({ id, placement, panel }: FeedPicture): string {
  const height = panel ? 550 : 440
  const address = `/pictures/${id}.jpg`
  const size = `width="600" height="${height}" alt=""`
  switch (placement) {
    case 'srcset':
      return `<picture><source srcset="${address} 1x, ${address}?2x 2x"><img src="/missing.jpg" ${size}></picture>`
    case 'background':
      return `<style>.bg-${id}{background:url(${address}) center/cover;aspect-ratio:600/${height}}</style>
<div class="bg-${id}"></div>`
    case 'shadow':
      return `<shadow-picture data-src="${address}"></shadow-picture>`
    default:
      return `<img src="${address}" ${size}>`
  }
}

const STYLE = `
body { margin: 0; background: #eef0f5; font: 15px system-ui, sans-serif; color: #1b1e27 }
body > header { padding: 18px 24px; background: #fff; border-bottom: 1px solid #dde0e8 }
h1 { margin: 0 0 4px; font-size: 20px }
main {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 16px;
  max-width: 1240px; margin: 20px auto; padding: 0 16px; align-items: start
}
article { background: #fff; border-radius: 14px; overflow: hidden; box-shadow: 0 1px 3px #0002 }
article header { display: flex; gap: 8px; align-items: center; padding: 10px 12px }
article img { display: block; width: 100%; height: auto }
.avatar { width: 28px; height: 28px; border-radius: 50%; background: #c3cbe0 }
.quiet { color: #6b7180; font-size: 13px }
`

const script = (late: string) => `
customElements.define('shadow-picture', class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML =
      '<style>img{display:block;width:100%}</style><img alt="" src="' + this.dataset.src + '">'
  }
})
setTimeout(() => document.querySelector('main').insertAdjacentHTML('beforeend', ${JSON.stringify(late)}), 1500)
`

/** A feed as social pages have them: late posts, CSS backgrounds, shadow roots, srcset. */
export function feedPage(pictures: FeedPicture[], note: string): string {
  const posts = (late: boolean) =>
    pictures
      .filter((p) => (p.placement === 'late') === late)
      .map((p) => post(p, body(p)))
      .join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Demo feed</title>
<style>${STYLE}</style>
<header><h1>Demo feed</h1><span class="quiet">${note}</span></header>
<main>${posts(false)}</main>
<script>${script(posts(true))}</script></html>`
}
