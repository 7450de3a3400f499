import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '../../demo/browsers.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** What axe finds wrong with a page as it stands, each with the first element that it is wrong in. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE as never)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)
  })
}

/** Whether something of the page is cut off or scrolled sideways in a window of this width. */
export function overflowAt(page: Page, width: number): Promise<string[]> {
  return page.evaluate(async (width) => {
    const frame = document.createElement('iframe')
    frame.src = location.href
    frame.style.cssText = `width: ${width}px; height: 700px; border: 0`
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const inside = frame.contentDocument as Document
    // its scrollbar is on the left where it is read from the right
    const page = inside.documentElement.getBoundingClientRect()
    const scrolled = [...inside.querySelectorAll('.scroll *')]
    // what isn't shown has no width, and is nowhere
    const isOutside = ({ left, right, width }: DOMRect) => width > 0 && (left < page.left - 1 || right > page.right + 1)
    const wide = [...inside.body.querySelectorAll('*')].filter(
      (part) => !scrolled.includes(part) && isOutside(part.getBoundingClientRect()),
    )
    const faults = wide.map((part) => part.outerHTML.slice(0, 120))
    frame.remove()
    return faults
  }, width)
}

/** Of charts in a window of this width, in pixels: how high the least writing is, and how much of a bar is cut off. */
export function chartsAt(page: Page, width: number): Promise<{ writing: number; cut: number }> {
  return page.evaluate(async (width) => {
    const frame = document.createElement('iframe')
    frame.src = location.href
    frame.style.cssText = `width: ${width}px; height: 700px; border: 0`
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const all = (selector: string) =>
      [...(frame.contentDocument as Document).querySelectorAll(selector)].map((one) => one.getBoundingClientRect())
    const right = Math.min(...all('.scroll:has(.chart.bar)').map(({ right }) => right))
    const writing = Math.min(...all('.chart text').map(({ height }) => height))
    const cut = Math.max(...all('.chart.bar').map((bar) => bar.right - right))
    frame.remove()
    return { writing, cut }
  }, width)
}
