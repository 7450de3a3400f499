import { storage } from '@wxt-dev/storage'

/** The picture that the next check by hand is of, between the page where it was chosen and the window of the check. */
const item = storage.defineItem<string>('session:to-check')

export function handOver(address: string): Promise<void> {
  return item.setValue(address)
}

/** Null where nothing waits; what was taken is gone. */
export async function takeHandedOver(): Promise<string | null> {
  const address = await item.getValue()
  await item.removeValue()
  return address
}
