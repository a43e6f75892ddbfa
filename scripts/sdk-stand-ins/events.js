// In place of `events`, Node's whole EventEmitter, which throws on an event named "error" that nobody listens to.
export default class EventEmitter {
  #listeners = new Map();

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  emit(name, ...values) {
    for (const listener of this.#listeners.get(name) ?? []) listener(...values);
  }

  removeAllListeners() {
    this.#listeners.clear();
  }
}
