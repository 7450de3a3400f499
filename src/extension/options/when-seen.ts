import { useEffect } from 'preact/hooks'
import { createHeadStore } from '../engine/head-store.ts'

/** Hears what this page changes, too: a channel doesn't hear what it posts itself, as that of `heads` does. */
const heard = createHeadStore()

/** Reads when a section is shown, and whenever the page is looked at again. */
export function useWhenSeen(read: () => Promise<unknown>): void {
  useEffect(() => {
    const again = () => void read()
    again()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [])
}

/** The same, and when another head was chosen or one was corrected, here or in another window. */
export function useWhenHeadsChange(read: () => Promise<unknown>): void {
  useWhenSeen(read)
  useEffect(() => {
    // one that isn't seen reads once it is
    const again = () => void (document.hidden || read())
    const stops = [heard.onChange(again), heard.onCorrection(again)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}
