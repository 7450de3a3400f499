import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '../../demo/browsers.ts'

const PAGE = 'src/extension/offscreen/offscreen.html'
const CHANNEL = 'gpu-faults'

/** Runs in the engine's document before its own scripts. */
function spoil(channel: string, wrong: boolean): void {
  const devices: GPUDevice[] = []
  new BroadcastChannel(channel).onmessage = () => {
    for (const device of devices) device.destroy()
  }
  const request = GPUAdapter.prototype.requestDevice
  GPUAdapter.prototype.requestDevice = async function (...wanted) {
    const device = await request.apply(this, wanted)
    devices.push(device)
    return device
  }
  const read = GPUBuffer.prototype.getMappedRange
  GPUBuffer.prototype.getMappedRange = function (...range) {
    const bytes = read.apply(this, range)
    if (wrong && this.usage & GPUBufferUsage.MAP_READ) new Float32Array(bytes).fill(0, 0, bytes.byteLength >> 3)
    return bytes
  }
}

/** Of what comes from the graphics card half is lost, where `wrong`; and its devices can be destroyed. */
export const withFaults =
  ({ wrong }: { wrong: boolean }) =>
  async (folder: string): Promise<void> => {
    const page = join(folder, PAGE)
    const html = readFileSync(page, 'utf8')
    writeFileSync(page, html.replace('<script', '<script src="/gpu-faults.js"></script><script'))
    writeFileSync(join(folder, 'gpu-faults.js'), `(${spoil})(${JSON.stringify(CHANNEL)}, ${wrong})`)
  }

/** What a driver's reset or a machine's sleep does. */
export const destroyDevices = (page: Page): Promise<void> =>
  page.evaluate((channel) => new BroadcastChannel(channel).postMessage(null), CHANNEL)
