import { signal } from '@preact/signals'
import { type PictureReport, sendToTab } from '../protocol.ts'
import { framesOf } from '../veiled.ts'

/** A picture of the page, in one of its frames. */
export interface PagePicture extends PictureReport {
  frame: number
}

/** The page's pictures; null where there is no content script. */
export const pictures = signal<PagePicture[] | null>(null)

/** Whether all of the page is shown for a while. */
export const isRevealed = signal(false)

/** @param tab the page's */
export async function countPictures(tab: number): Promise<void> {
  const frames = await framesOf(tab)
  const reports = frames.map(async (frame) => {
    const report = await sendToTab(tab, 'popup-to-content: report-page', {}, frame)
    return report.map((picture) => ({ ...picture, frame }))
  })
  isRevealed.value = await sendToTab(tab, 'popup-to-content: is-revealed', {}).catch(() => false)
  const answers = await Promise.all(reports.map((report) => report.catch(() => null)))
  pictures.value = answers[0] && answers.flatMap((answer) => answer ?? [])
}
