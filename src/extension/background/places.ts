/**
 * How many pictures are judged at a time. A picture passes three threads, those of the reader's models, of tesseract
 * and of the towers, so three keep them busy; on one core, or with little memory, nothing is gained by more than one.
 * @param gigabytes `navigator.deviceMemory`, which Firefox keeps to itself
 */
export function placesFor(cores: number, gigabytes: number | undefined): number {
  return cores < 2 || (gigabytes ?? 4) < 2 ? 1 : 3
}
