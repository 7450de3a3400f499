/**
 * How many pictures are judged at a time. A picture passes three threads, those of the reader's models, of tesseract
 * and of the towers, so three keep them busy where there are cores for them. On two cores two pictures take four fifths
 * of their time one by one, and three no less.
 * @param gigabytes `navigator.deviceMemory`, which Firefox keeps to itself
 */
export function placesFor(cores: number, gigabytes: number | undefined): number {
  if (cores < 2 || (gigabytes ?? 4) < 2) return 1
  return cores < 4 ? 2 : 3
}
