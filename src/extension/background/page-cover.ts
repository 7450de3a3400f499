import browser from 'webextension-polyfill'
import { type Look, pageCss, type Words } from '../content/cover/stylesheet.ts'

/** The document that asks; Firefox names it by its frame alone. */
function targetOf({ tab, frameId, ...sender }: browser.Runtime.MessageSender): browser.Scripting.InjectionTarget {
  const { documentId } = sender as { documentId?: string }
  const tabId = tab?.id as number
  // a frame may show another document by now, which must not get this one's stylesheet
  return (
    documentId ? { tabId, documentIds: [documentId] } : { tabId, frameIds: [frameId ?? 0] }
  ) as browser.Scripting.InjectionTarget
}

/**
 * Gives the asking document its covers at user origin, where neither `!important` nor a style attribute of the site
 * beats them (Chromium refuses that origin to registered stylesheets), and takes away the ones before.
 */
export async function insertPageCover(
  sender: browser.Runtime.MessageSender,
  words: Words,
  look: Look,
  previous: Look[],
): Promise<void> {
  const target = targetOf(sender)
  const origin = 'USER' as const
  const css = pageCss(look, words)
  await browser.scripting.insertCSS({ target, origin, css })
  const others = new Set(previous.map((one) => pageCss(one, words)).filter((one) => one !== css))
  for (const other of others) await browser.scripting.removeCSS({ target, origin, css: other })
}
