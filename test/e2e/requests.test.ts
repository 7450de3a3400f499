import { expect, test } from 'vitest'
import { type BrowserName, launch, waitForReport } from '../../demo/browsers.ts'
import { recordingProxy } from './recording-proxy.ts'
import { serveTestPages } from './site.ts'

/** What the browsers themselves ask for, with or without an extension: updates, block lists, certificates. */
const OWNERS = 'google|googleapis|gstatic|gvt1|mozilla|mozilla\\.net|firefox|mozgcp|digicert|example'
const BROWSERS_OWN = new RegExp(`(^|\\.)(${OWNERS})\\.(com|org|net)(:\\d+)?$|^clients\\d*\\.`)

test.each<BrowserName>(['chrome', 'firefox'])(
  'in %s no request leaves the machine but for the pictures themselves',
  async (name) => {
    const site = await serveTestPages()
    const proxy = await recordingProxy()
    const browser = await launch(name, { proxy: proxy.port })
    try {
      const popup = await browser.extensionPage()
      const page = await browser.newPage()
      await page.goto(`${site.address}/verdicts`)
      const found = await waitForReport(
        popup,
        site.address,
        (f) => f.length === 2 && f.every((p) => p.state !== 'checking'),
        90_000,
      )
      expect(found.every((p) => p.probability !== null)).toBe(true)
      const here = new URL(site.address).host
      const elsewhere = proxy.seen.filter(({ host }) => host !== here && !BROWSERS_OWN.test(host.replace(/:443$/, '')))
      expect(elsewhere).toEqual([])
      // the recording works: it saw the page, and each picture at most twice (the page's own request and ours)
      const paths = proxy.seen.filter(({ host }) => host === here).map(({ path }) => path)
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
    } finally {
      await browser.close()
      proxy.close()
      await site.close()
    }
  },
)
