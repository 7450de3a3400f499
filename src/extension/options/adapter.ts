import { gpuAdapter } from '../../runtime/browser/gpu-adapter.ts'

/** The WebGPU adapter of this browser, by what it says of itself; null where the models stay on WASM. */
export async function adapterName(): Promise<string | null> {
  const adapter = await gpuAdapter()
  if (!adapter) return null
  const { vendor, architecture, description } = adapter.info
  return description || [vendor, architecture].filter(Boolean).join(' ') || '?'
}
