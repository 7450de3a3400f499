/** The WebGPU adapter of this browser, by what it says of itself; null where the models stay on WASM. */
export async function adapterName(): Promise<string | null> {
  // Firefox gave wrong values on WebGPU up to version 154, so it stays on WASM there
  if (navigator.userAgent.includes('Firefox')) return null
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null)
  if (!adapter) return null
  const { vendor, architecture, description } = adapter.info
  return description || [vendor, architecture].filter(Boolean).join(' ') || '?'
}
