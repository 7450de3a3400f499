/** Hears a channel until the returned function is called. */
export function listen(channel: BroadcastChannel, listener: () => void): () => void {
  channel.addEventListener('message', listener)
  return () => channel.removeEventListener('message', listener)
}
