/** The WebGPU adapter of this browser; null where it gives none, or none that is trusted. */
export async function gpuAdapter(): Promise<GPUAdapter | null> {
  // Firefox gave wrong values on WebGPU up to version 154, so it stays on WASM there
  if (navigator.userAgent.includes('Firefox')) return null
  try {
    return (await navigator.gpu?.requestAdapter()) ?? null
  } catch {
    return null
  }
}
