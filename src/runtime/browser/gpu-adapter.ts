/** Firefox gave wrong values on WebGPU up to version 154, so it stays on WASM there. */
export const distrustsWebGpu = (): boolean => navigator.userAgent.includes('Firefox')

/** The WebGPU adapter of this browser; null where it gives none, or none that is trusted. */
export async function gpuAdapter(): Promise<GPUAdapter | null> {
  if (distrustsWebGpu()) return null
  try {
    return (await navigator.gpu?.requestAdapter()) ?? null
  } catch {
    return null
  }
}

interface BrowserVersion {
  getHighEntropyValues(hints: string[]): Promise<{ fullVersionList?: { brand: string; version: string }[] }>
}

/**
 * All that decides what an adapter computes: itself, its driver, the browser. WebGPU names no driver; WebGL does on
 * most systems, and a new driver mostly has other features. Of no adapter, which a crash may leave for a while, the
 * rest is told.
 */
export async function hardwareOf(adapter: GPUAdapter | null): Promise<string> {
  const { vendor, architecture, device, description } = adapter?.info ?? {}
  const { userAgentData } = navigator as { userAgentData?: BrowserVersion }
  const version = await userAgentData?.getHighEntropyValues(['fullVersionList'])
  const features = [...(adapter?.features ?? [])].sort().join()
  const browser = version?.fullVersionList ?? navigator.userAgent
  return JSON.stringify([vendor, architecture, device, description, features, driverName(), browser])
}

function driverName(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl')
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  const name = names ? String(gl?.getParameter(names.UNMASKED_RENDERER_WEBGL)) : ''
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return name
}
