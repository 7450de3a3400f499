/** The address of a path below the extension's models/ folder. */
export function locate(path: string): string {
  return chrome.runtime.getURL(`models/${path}`)
}

/** Reads a model file by its path below the extension's models/ folder. */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(locate(path))
  if (!response.ok) throw new Error(`the extension has no models/${path}`)
  return new Uint8Array(await response.arrayBuffer())
}
