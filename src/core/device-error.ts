/** What a model ran on, or an installed model itself, gave out: others may do what these didn't. */
export class DeviceError extends Error {
  override name = 'DeviceError'
}
