import type { Channel } from '../ports.js';

/** Throws where the browser has no channels, or refuses them: with cookies blocked, in a foreign frame. */
export function browserChannel(name: string): Channel {
  const channel = new BroadcastChannel(name);
  return {
    post: (value) => channel.postMessage(value),
    listen: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
    close: () => channel.close(),
  };
}
