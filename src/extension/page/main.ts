import { SETTLE } from '../content/settle.ts'

// The browser's own function, not one that the page has put in its place: the page would see who calls it.
const layOut = Object.getOwnPropertyDescriptor(window, 'scrollX')?.get?.bind(window)
if (layOut) performance.addEventListener(SETTLE, layOut)
