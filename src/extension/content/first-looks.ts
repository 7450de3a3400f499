import { createGlimpse, type Glimpse } from '../glimpse.ts'

/** Once the page has its picture, a first look that takes longer leaves it to its verdict: none is blank for long. */
const LOOK_MS = 1000

/** What first looks say of the pictures of an element, until their verdicts come. */
export interface FirstLooks {
  /** Waits for the look at the picture of an address. */
  at(address: string): Glimpse
  /** Whether it saw no lettering, or did not come in time. */
  isPlain(address: string): boolean
  forget(address: string): void
}

interface Options {
  /** Whether the page has loaded what it shows: until then there is nothing to see. */
  isLoaded(): boolean
  /** What a look says is new, or another than before. */
  onChange(): void
}

export function createFirstLooks({ isLoaded, onChange }: Options): FirstLooks {
  const looks = new Map<string, { glimpse: Glimpse; lettering?: boolean }>()
  return {
    at(address) {
      const look: { glimpse: Glimpse; lettering?: boolean } = { glimpse: createGlimpse() }
      look.lettering = looks.get(address)?.lettering
      looks.set(address, look)
      const say = (lettering: boolean) => {
        if (looks.get(address) !== look || look.lettering === lettering) return
        look.lettering = lettering
        onChange()
      }
      let timer: ReturnType<typeof setTimeout>
      const wait = () => {
        timer = setTimeout(() => (isLoaded() ? say(false) : wait()), LOOK_MS)
      }
      wait()
      void look.glimpse.seen.then((lettering) => {
        clearTimeout(timer)
        say(lettering)
      })
      return look.glimpse
    },
    isPlain: (address) => looks.get(address)?.lettering === false,
    forget: (address) => looks.delete(address),
  }
}
