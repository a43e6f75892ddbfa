// In place of `events`, Node's whole EventEmitter, which throws on an event named "error" that nobody listens to.
export default class EventEmitter {
  #listeners = new Map();

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  once(name, listener) {
    const only = (...values) => {
      this.removeListener(name, only);
      listener(...values);
    };
    this.on(name, only);
  }

  emit(name, ...values) {
    for (const listener of this.#listeners.get(name) ?? []) listener(...values);
  }

  removeListener(name, listener) {
    this.#listeners.set(
      name,
      (this.#listeners.get(name) ?? []).filter((other) => other !== listener),
    );
  }

  removeAllListeners() {
    this.#listeners.clear();
  }
}
