/** What a model ran on gave out, so another device may do what this one didn't. */
export class DeviceError extends Error {
  override name = 'DeviceError'
}
