import { describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import { recordingProxy } from './recording-proxy.ts'
import { serveTestPages } from './site.ts'
import { ONE_TRY, settled, useVisit } from './visit.ts'

/** What the browsers themselves ask for, with or without an extension: updates, block lists, certificates. */
const OWNERS = 'google|googleapis|gstatic|gvt1|mozilla|mozilla\\.net|firefox|mozgcp|digicert|example'
const BROWSERS_OWN = new RegExp(`(^|\\.)(${OWNERS})\\.(com|org|net)(:\\d+)?$|^clients\\d*\\.`)

/** The test pages, behind a proxy that records what is asked for. */
async function serveRecorded() {
  const { address, close } = await serveTestPages()
  const proxy = await recordingProxy()
  return {
    address,
    proxy,
    close() {
      proxy.close()
      return close()
    },
  }
}

describe.each<BrowserName>(['chrome', 'firefox'])('in %s', ONE_TRY, (name) => {
  const visit = useVisit(name, serveRecorded, ({ proxy }) => ({ proxy: proxy.port }))

  test('complaint 14: no request leaves the machine but for the pictures themselves', async () => {
    const { page, popup, site } = visit
    await page.goto(`${site.address}/verdicts`)
    const found = await waitForReport(popup, site.address, settled(2), 90_000)
    expect(found.length).toBe(2)
    expect(found.every((p) => p.probability !== null)).toBe(true)
    const here = new URL(site.address).host
    const { seen } = site.proxy
    const elsewhere = seen.filter(({ host }) => host !== here && !BROWSERS_OWN.test(host.replace(/:443$/, '')))
    expect(elsewhere).toEqual([])
    // the recording works: it saw the page, and each picture at most twice (the page's own request and ours)
    const paths = seen.filter(({ host }) => host === here).map(({ path }) => path)
    expect(paths).toContain('/verdicts')
    expect(new Set(paths)).toEqual(
      new Set([
        '/verdicts',
        '/offensive.jpg',
        '/harmless.jpg',
        '/other.jpg',
        ...paths.filter((p) => p === '/favicon.ico'),
      ]),
    )
    for (const picture of ['/offensive.jpg', '/harmless.jpg'])
      expect(paths.filter((p) => p === picture).length).toBeLessThanOrEqual(2)
  })
})
