import { useEffect } from 'preact/hooks'

/** Reads when a section is shown, and whenever the page is looked at again. */
export function useWhenSeen(read: () => Promise<unknown>): void {
  useEffect(() => {
    const again = () => void read()
    again()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [])
}
