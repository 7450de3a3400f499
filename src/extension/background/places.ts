/**
 * How many pictures are judged at a time. A picture passes three threads, those of the reader's models, of tesseract
 * and of the towers, so three keep them busy where there are cores for them. On two cores three take as long together
 * as one by one, and what is scrolled past ends before any of them is done.
 * @param gigabytes `navigator.deviceMemory`, which Firefox keeps to itself
 */
export function placesFor(cores: number, gigabytes: number | undefined): number {
  return cores < 4 || (gigabytes ?? 4) < 2 ? 1 : 3
}
