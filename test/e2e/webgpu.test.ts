import { expect, test } from 'vitest'
import { launch } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { pictures } from './site.ts'

/** SwiftShader computes WebGPU on the CPU: right, and very slow. */
async function checkOn(webgpu: boolean): Promise<CheckResult> {
  const browser = await launch('chrome', { webgpu })
  try {
    const popup = await browser.extensionPage()
    const picture = `data:image/jpeg;base64,${(await pictures.offensive).toString('base64')}`
    return await popup.evaluate(
      (payload) =>
        chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload }) as Promise<CheckResult>,
      {
        picture,
        text: 'All immigrants are criminals',
      },
    )
  } finally {
    await browser.close()
  }
}

test("the bundled model runs on WebGPU and gives WASM's probability", async () => {
  const [gpu, wasm] = [await checkOn(true), await checkOn(false)]
  if (gpu.state !== 'judged' || wasm.state !== 'judged') throw new Error(JSON.stringify([gpu, wasm]))
  expect([gpu.device, wasm.device]).toEqual(['webgpu', 'wasm'])
  expect(Math.abs(gpu.verdict.probability - wasm.verdict.probability)).toBeLessThan(0.005)
})
