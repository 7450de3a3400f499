import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { BrowserName } from '../../demo/browsers.ts'
import { develop } from '../../demo/watch.ts'

/** What is built from, in a folder of its own: the test changes sources. */
function copyOfSources(): string {
  const root = mkdtempSync(join(tmpdir(), 'memeveil-dev-'))
  for (const name of ['src', 'scripts', 'manifest.json', 'package.json', 'vite.config.ts', 'tsconfig.json'])
    cpSync(name, join(root, name), { recursive: true })
  for (const name of ['node_modules', 'public']) symlinkSync(resolve(name), join(root, name), 'junction')
  return root
}

test.each(['chrome', 'firefox'] as BrowserName[])(
  'npm run dev: in %s a change reloads extension and page',
  async (name) => {
    const root = copyOfSources()
    const { browser, page, onReloaded, close } = await develop(name, { root, headless: true })
    try {
      const inPage = () => page.evaluate(() => document.documentElement.lang)
      expect(await inPage()).toBe('en')
      const reload = () => new Promise<void>((resolve) => onReloaded(resolve))
      let reloaded = reload()
      appendFileSync(join(root, 'src/extension/content/main.ts'), "\ndocument.documentElement.lang = 'sw'\n")
      await reloaded
      await expect.poll(inPage, { timeout: 10_000 }).toBe('sw')

      reloaded = reload()
      appendFileSync(
        join(root, 'src/extension/background/main.ts'),
        "\nbrowser.action.setTitle({ title: 'changed' })\n",
      )
      await reloaded
      const popup = await browser.extensionPage()
      await expect.poll(() => popup.evaluate(() => chrome.action.getTitle({})), { timeout: 10_000 }).toBe('changed')
    } finally {
      await close()
      rmSync(root, { recursive: true, force: true })
    }
  },
)
