import type { QuickStorage } from '../ports.js';

/** The only storage of a browser that has a text before the next line runs. */
export const browserQuickStorage: QuickStorage = {
  names: () => Object.keys(localStorage),
  get: (name) => localStorage.getItem(name),
  set: (name, text) => localStorage.setItem(name, text),
  delete: (name) => localStorage.removeItem(name),
};
